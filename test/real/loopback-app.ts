import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** An app of the test's own on loopback; `seen` is every request as `METHOD path`. */
export type LoopbackApp = { origin: string; port: number; seen: string[]; close(): Promise<void> }

/** Serves `answer` on a free port. */
export async function serveApp(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<LoopbackApp> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Answers with JSON. */
export function sayJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** Requests that change something, of a list of `METHOD …` lines. */
export function unsafeOf(lines: readonly string[]): string[] {
  return lines.filter((line) => /^(?:POST|PUT|PATCH|DELETE) /.test(line))
}
