import { type ServerType, serve } from '@hono/node-server'
import { Why403Error } from '../../errors.ts'

type Handler = (request: Request, env: object) => Response | Promise<Response>

/** A port that listens already; what answers on it can be put in later. `url` names the port that was really taken. */
export type Listener = { url: string; port: number; answerWith(handler: Handler): void; close(): Promise<void> }

const CLOSE_WITHIN_MS = 3_000
const SWEEP_MS = 50

/** Listens on `host` and `port` (0 takes a free one). @throws `config.invalid` when the port is taken or the host is not ours. */
export async function listen({ host, port, first }: { host: string; port: number; first: Handler }): Promise<Listener> {
  let handler = first
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started = serve({ fetch: (request, env) => handler(request, env), hostname: host, port }, () => resolve(started))
    started.on('error', (cause: NodeJS.ErrnoException) => reject(notListening({ host, port }, cause)))
  })
  const address = server.address()
  const taken = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${urlHost(host)}:${taken}`,
    port: taken,
    answerWith(next) {
      handler = next
    },
    close: () => closeServer(server),
  }
}

function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

function notListening({ host, port }: { host: string; port: number }, cause: NodeJS.ErrnoException): Why403Error {
  const found = cause.code === 'EADDRINUSE' ? `port ${port} is taken by another process` : cause.message
  return new Why403Error(
    'config.invalid',
    `HOST, PORT: cannot listen on ${host}:${port}: ${found}; expected a free port, e.g. PORT=3404 npm start`,
    { cause },
  )
}

/** Answers what is in hand, then closes; a connection is cut as soon as it is idle, and all that stay open after a while. */
async function closeServer(server: ServerType): Promise<void> {
  await new Promise<void>((resolve) => {
    const sweep = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), SWEEP_MS)
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), CLOSE_WITHIN_MS)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      resolve()
    })
  })
}
