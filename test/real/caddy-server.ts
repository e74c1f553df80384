import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { type ForegroundServer, serverFolder, startForeground, writeInto } from './foreground-server.ts'
import { freePort } from './free-port.ts'

/** Starts Caddy with these directives in its one site; `files` lie under its root. It logs to `access.log` and `caddy.log`. */
export async function startCaddy(input: {
  binary: string
  directives: string
  files: Readonly<Record<string, string>>
  /** Modes of files and folders below the root. */
  modes?: Readonly<Record<string, number>>
}): Promise<ForegroundServer> {
  const port = await freePort()
  const site = Object.fromEntries(Object.entries(input.files).map(([path, text]) => [`site/${path}`, text]))
  const folder = serverFolder('caddy', site)
  writeInto(folder, 'Caddyfile', configOf({ port, folder, directives: input.directives }))
  for (const [path, mode] of Object.entries(input.modes ?? {})) chmodSync(join(folder, 'site', path), mode)
  return startForeground({
    binary: input.binary,
    port,
    folder,
    args: ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'],
    env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    user: 'www-data',
  })
}

function configOf({ port, folder, directives }: { port: number; folder: string; directives: string }): string {
  return `{
  admin off
  auto_https off
  storage file_system {
    root ${folder}/data
  }
  log {
    output file ${folder}/caddy.log
    level DEBUG
  }
}
http://127.0.0.1:${port} {
  bind 127.0.0.1
  root * ${folder}/site
  log {
    output file ${folder}/access.log
  }
${directives}
}
`
}
