import { type ForegroundServer, serverFolder, startForeground, writeInto } from './foreground-server.ts'
import { freePort } from './free-port.ts'

/**
 * Starts Squid with these rules: as a proxy on the caller's way out, or, with `origin` (host and port), in front of that
 * server. It caches nothing; `access.log` is in its own form.
 */
export async function startSquid(input: {
  binary: string
  rules: string
  origin?: { host: string; port: number }
}): Promise<ForegroundServer> {
  const port = await freePort()
  const folder = serverFolder('squid', {})
  writeInto(folder, 'squid.conf', configOf({ port, folder, ...input }))
  return startForeground({ binary: input.binary, port, folder, args: ['-N', '-f', `${folder}/squid.conf`], user: 'proxy' })
}

type Settings = { port: number; folder: string; rules: string; origin?: { host: string; port: number } }

function configOf({ port, folder, rules, origin }: Settings): string {
  const place = origin
    ? `http_port 127.0.0.1:${port} accel defaultsite=127.0.0.1:${port} no-vhost
cache_peer ${origin.host} parent ${origin.port} 0 no-query originserver no-digest login=PASSTHRU`
    : `http_port 127.0.0.1:${port}`
  return `${place}
visible_hostname gate.example
pid_filename ${folder}/squid.pid
access_log stdio:${folder}/access.log squid
cache_log ${folder}/cache.log
cache_store_log none
coredump_dir ${folder}
cache deny all
cache_mem 4 MB
pinger_enable off
shutdown_lifetime 0 seconds
${rules}
`
}
