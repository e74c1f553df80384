import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createSecureServer, type SecureServerOptions } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

/** A PEM file of the fixtures: an authority, and a certificate of a server (localhost, api.test, 127.0.0.1) and of a client by it. */
export function pemPath(name: 'authority' | 'server' | 'server-key' | 'client' | 'client-key'): string {
  return fileURLToPath(new URL(`./fixtures/${name}.pem`, import.meta.url))
}

const pem = (name: Parameters<typeof pemPath>[0]) => readFileSync(pemPath(name), 'utf8')

/** Where it listens, and what it shows and asks for in the handshake. */
type TlsSetup = SecureServerOptions & { host?: string; port?: number }

/** An https server on loopback that speaks HTTP/2 and HTTP/1.1, and asks for a client certificate if `requestCert`. */
export async function startTlsServer(listener: RequestListener, { host = '127.0.0.1', port: wanted = 0, ...setup }: TlsSetup = {}) {
  const own = { key: pem('server-key'), cert: pem('server'), ca: pem('authority') }
  const options = { ...own, rejectUnauthorized: false, allowHTTP1: true, ...setup }
  const server = createSecureServer(options, listener as unknown as Parameters<typeof createSecureServer>[1])
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => sockets.add(socket))
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(wanted, host, resolve))
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  const { port } = server.address() as AddressInfo
  return { url: `https://${host}:${port}`, port, server, [Symbol.asyncDispose]: stop }
}
