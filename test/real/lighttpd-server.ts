import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { type ForegroundServer, serverFolder, startForeground, writeInto } from './foreground-server.ts'
import { freePort } from './free-port.ts'

/** Starts lighttpd with this configuration; `files` lie under its document root. It logs to `access.log` and `error.log`. */
export async function startLighttpd(input: {
  binary: string
  config: string
  files: Readonly<Record<string, string>>
  /** Modes of files and folders below the document root. */
  modes?: Readonly<Record<string, number>>
}): Promise<ForegroundServer> {
  const port = await freePort()
  const site = Object.fromEntries(Object.entries(input.files).map(([path, text]) => [`site/${path}`, text]))
  const folder = serverFolder('lighttpd', site)
  writeInto(folder, 'lighttpd.conf', configOf({ port, folder, config: input.config }))
  for (const [path, mode] of Object.entries(input.modes ?? {})) chmodSync(join(folder, 'site', path), mode)
  return startForeground({ binary: input.binary, port, folder, args: ['-D', '-f', join(folder, 'lighttpd.conf')], user: 'www-data' })
}

function configOf({ port, folder, config }: { port: number; folder: string; config: string }): string {
  return `server.modules = ("mod_access", "mod_auth", "mod_authn_file", "mod_accesslog", "mod_proxy")
server.document-root = "${folder}/site"
server.bind = "127.0.0.1"
server.port = ${port}
server.errorlog = "${folder}/error.log"
accesslog.filename = "${folder}/access.log"
index-file.names = ("index.html")
mimetype.assign = (".html" => "text/html", ".txt" => "text/plain")
var.site = "${folder}/site"
${config}
`
}
