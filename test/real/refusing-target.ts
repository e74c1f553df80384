import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as the target saw it. `incident` is the name that the sender's user agent carries, `atMs` since the epoch. */
export type Seen = { method: string; url: string; atMs: number; incident?: string; authorization?: string }

/** How long each kind of answer takes: long enough for a process to die while a write is on the wire. */
const READ_MS = 30
const WRITE_MS = 400

/**
 * An HTTP server on loopback that refuses everything, admin's requests excepted, writes more slowly; paths with
 * `machine` name themselves in the body.
 */
export async function serveRefusingTarget(): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    const incident = /\(\+(INC-\d+)\)/.exec(headers['user-agent'] ?? '')?.[1]
    const { authorization } = headers
    seen.push({ method, url, atMs: Date.now(), ...(incident ? { incident } : {}), ...(authorization ? { authorization } : {}) })
    request.resume()
    setTimeout(
      () => {
        const isAllowed = authorization === 'Bearer admin-secret-value'
        response.writeHead(isAllowed ? 200 : 403, { server: 'nginx', 'content-type': 'text/html' })
        const said = `${authorization ?? ''} ${headers.cookie ?? ''}`
        response.end(`<html><center>403 Forbidden</center> ${url.includes('machine') ? 'machine' : 'person'} <!channel> ${said}</html>`)
      },
      isWrite(method) ? WRITE_MS : READ_MS,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

/** Whether this method changes something (RFC 9110, 9.2.1). */
export function isWrite(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method)
}
