import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ServedApp, serveHttp } from './serve-http.ts'

/** An app of the test's own on loopback; `seen` is every request as `METHOD path`. */
export type LoopbackApp = ServedApp & { port: number; seen: string[] }

/** Serves `answer` on a free port. */
export async function serveApp(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<LoopbackApp> {
  const seen: string[] = []
  const served = await serveHttp((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  return { ...served, seen }
}

/** Answers with JSON. */
export function sayJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** Requests that change something, of a list of `METHOD …` lines. */
export function unsafeOf(lines: readonly string[]): string[] {
  return lines.filter((line) => /^(?:POST|PUT|PATCH|DELETE) /.test(line))
}
