import { EXIT, type Io } from './io.ts'
import { SLACK_MANIFEST_HELP, slackManifest } from './slack-manifest.ts'

/** `why403 slack manifest …`: the one thing that is asked of Slack from a terminal. */
export async function slack([what, ...args]: string[], io: Io): Promise<number> {
  if (what === 'manifest') return slackManifest(args, io)
  if (what === undefined || what === '--help' || what === '-h') {
    io.stdout.write(SLACK_MANIFEST_HELP)
    return what === undefined ? EXIT.usage : EXIT.ok
  }
  io.stderr.write(`why403 slack: found "${what.slice(0, 60)}", expected: manifest\n`)
  return EXIT.usage
}
