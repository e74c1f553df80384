import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { type ForegroundServer, serverFolder, startForeground } from './foreground-server.ts'
import { freePort } from './free-port.ts'

type NginxInput = {
  binary: string
  /** Outside every block: `load_module` and the like. */
  main?: string
  /** In the http block: zones, maps, upstreams. */
  http?: string
  locations: string
  /** What follows the address in `listen`. */
  listen?: string
  /** What the error log holds: nginx's levels. */
  errorLevel?: 'error' | 'info'
  files: Readonly<Record<string, string>>
  /** Modes of files and folders below the document root. */
  modes?: Readonly<Record<string, number>>
}

/** Starts nginx with these locations; `files` lie under its document root. Requests are logged as `METHOD path status`. */
export async function startNginx(input: NginxInput): Promise<ForegroundServer> {
  const port = await freePort()
  const site = Object.fromEntries(Object.entries(input.files).map(([path, text]) => [`site/${path}`, text]))
  const folder = serverFolder('nginx', { 'nginx.conf': configOf(port, input), ...site })
  for (const [path, mode] of Object.entries(input.modes ?? {})) chmodSync(join(folder, 'site', path), mode)
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]
  return startForeground({ binary: input.binary, port, folder, args })
}

/** Root hands the work to www-data, as a package does, so that file modes mean something. */
function configOf(port: number, { main = '', http = '', locations, listen = '', errorLevel = 'error' }: NginxInput): string {
  return `${main}
${process.getuid?.() === 0 ? 'user www-data;' : ''}
daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log ${errorLevel};
events { worker_connections 256; }
http {
  default_type text/plain;
  log_format methods '$request_method $request_uri $status';
  access_log access.log methods;
  client_body_temp_path body; proxy_temp_path proxied; fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  ${http}
  server {
    listen 127.0.0.1:${port} ${listen};
    root site;
    ${locations}
  }
}
`
}
