import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as the target saw it. */
export type Seen = { method: string; url: string; authorization?: string }

/** An HTTP server on loopback that refuses everything, admin's requests excepted; paths with `machine` name themselves in the body. */
export async function serveRefusingTarget(delayMs = 30): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    seen.push({ method, url, ...(headers.authorization ? { authorization: headers.authorization } : {}) })
    request.resume()
    setTimeout(() => {
      const isAllowed = headers.authorization === 'Bearer admin-secret-value'
      response.writeHead(isAllowed ? 200 : 403, { server: 'nginx', 'content-type': 'text/html' })
      const said = `${headers.authorization ?? ''} ${headers.cookie ?? ''}`
      response.end(`<html><center>403 Forbidden</center> ${url.includes('machine') ? 'machine' : 'person'} <!channel> ${said}</html>`)
    }, delayMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}
