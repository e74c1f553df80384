import { join } from 'node:path'
import { type ForegroundServer, serverFolder, startForeground } from './foreground-server.ts'
import { freePort } from './free-port.ts'

/** Starts HAProxy with these rules in its front end, in front of the app at `backend` (host:port). Requests are logged to stdout and so to `haproxy.log`. */
export async function startHaproxy(input: {
  binary: string
  rules: string
  sections?: string
  backend: string
}): Promise<ForegroundServer> {
  const port = await freePort()
  const folder = serverFolder('haproxy', { 'haproxy.cfg': configOf(port, input) })
  return startForeground({ binary: input.binary, port, folder, args: ['-db', '-f', join(folder, 'haproxy.cfg')], output: 'haproxy.log' })
}

function configOf(port: number, { rules, sections = '', backend }: { rules: string; sections?: string; backend: string }): string {
  return `global
  maxconn 200
  log stdout format raw local0
defaults
  mode http
  log global
  log-format "%HM %HP %ST"
  timeout connect 2s
  timeout client 15s
  timeout server 15s
frontend front
  bind 127.0.0.1:${port}
  ${rules}
  default_backend app
backend app
  server app ${backend}
${sections}
`
}
