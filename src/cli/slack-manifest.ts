import { parseArgs } from 'node:util'
import { appManifest } from '../slack/app-manifest.ts'
import { EXIT, type Io } from './io.ts'

/** `why403 slack manifest --help`. */
export const SLACK_MANIFEST_HELP = `why403 slack manifest --url https://why403.example.com
why403 slack manifest --socket-mode

Prints the manifest of the Slack app as JSON: paste it at https://api.slack.com/apps
(Create New App, From a manifest).

  --url URL       where Slack reaches this why403 over HTTPS
  --socket-mode   for a why403 that Slack cannot reach: it connects to Slack itself;
                  make an app-level token with connections:write and set SLACK_APP_TOKEN
`

/** `why403 slack manifest`: prints the app manifest. Exit status 2 without a usable --url or --socket-mode. */
export async function slackManifest(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { url: { type: 'string' }, 'socket-mode': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    io.stdout.write(SLACK_MANIFEST_HELP)
    return EXIT.ok
  }
  if (values['socket-mode']) return print(io, appManifest({ socketMode: true }))
  const { url } = values
  if (url !== undefined && isHttpsBase(url)) return print(io, appManifest({ url }))
  const found = url === undefined ? 'neither --url nor --socket-mode' : `--url "${url.replace(/[?#].*$/s, '').slice(0, 80)}"`
  io.stderr.write(`why403 slack manifest: found ${found}, expected --url https://HOST (Slack calls HTTPS only) or --socket-mode\n`)
  return EXIT.usage
}

function isHttpsBase(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, search, hash, username } = new URL(text)
  return protocol === 'https:' && search === '' && hash === '' && username === ''
}

function print(io: Io, manifest: object): number {
  io.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`)
  return EXIT.ok
}
