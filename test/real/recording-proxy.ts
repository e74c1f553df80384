import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type ServedApp, serveHttp } from './serve-http.ts'

/** A request as it passed: `incident` is the name that the sender's user agent carries, `redirects` whether the answer leads on, here. */
export type Recorded = { method: string; host: string; path: string; incident?: string; redirects?: boolean }

/** A proxy on loopback that writes down every request before it goes on; `connections` counts those that never became a request, too. */
export type RecordingProxy = ServedApp & { host: string; seen: Recorded[]; connections(): number }

/** Stands in front of the server at `origin`; without one it answers 200 to everything. */
export async function recordInFrontOf(origin?: string): Promise<RecordingProxy> {
  const seen: Recorded[] = []
  let connections = 0
  const server = createServer((incoming, response) => {
    const recorded = recordOf(incoming)
    seen.push(recorded)
    if (origin === undefined) response.writeHead(200).end('here')
    else passOn({ incoming, response, origin, recorded })
  }).on('connection', () => {
    connections += 1
  })
  const served = await serveHttp(server)
  return { ...served, host: new URL(served.origin).host, seen, connections: () => connections }
}

function recordOf({ method = '', url = '', headers }: IncomingMessage): Recorded {
  const incident = /\(\+(INC-\d+)\)/.exec(headers['user-agent'] ?? '')?.[1]
  return { method, host: headers.host ?? '', path: url, ...(incident === undefined ? {} : { incident }) }
}

type Passing = { incoming: IncomingMessage; response: ServerResponse; origin: string; recorded: Recorded }

/** The request goes on as it came, its Host too, so that the server behind answers as if nobody stood in front. */
function passOn({ incoming, response, origin, recorded }: Passing): void {
  const { hostname, port } = new URL(origin)
  const { method, url, headers } = incoming
  const onward = request({ hostname, port, method, path: url, headers }, (answer) => {
    recorded.redirects = answer.headers.location?.includes(headers.host ?? '') ?? false
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  incoming.pipe(onward)
}
