import { createConnection } from 'node:net'
import { startServer } from '../loopback-server.ts'

/** What a proxy was asked to open a tunnel to, and with which credentials. */
type Tunnel = { to: string; authorization: string | undefined }

/** A proxy on loopback that opens tunnels for CONNECT to the port asked for, on 127.0.0.1 whatever the name; other requests it answers with their URL. `onTunnel` is told the port that a tunnel leaves from. */
export async function startConnectProxy(onTunnel: (localPort: number) => void = () => {}) {
  const proxy = await startServer((request, response) => response.end(request.url))
  const tunnels: Tunnel[] = []
  proxy.server.on('connect', (request, socket) => {
    tunnels.push({ to: request.url ?? '', authorization: request.headers['proxy-authorization'] })
    const onward = createConnection(Number(request.url?.split(':').at(-1)), '127.0.0.1')
    onward.once('connect', () => {
      onTunnel(onward.localPort ?? 0)
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    for (const each of [socket, onward]) each.on('error', () => socket.destroy() && onward.destroy())
    socket.once('close', () => onward.destroy())
  })
  return { ...proxy, tunnels }
}

/** A proxy on loopback that answers every CONNECT with this text as it stands. */
export async function startRefusingProxy(answer: string | Buffer) {
  const proxy = await startServer((_, response) => response.writeHead(407, { 'proxy-authenticate': 'Basic realm="staff"' }).end('log in'))
  proxy.server.on('connect', (_, socket) => socket.on('error', () => {}).write(answer))
  return proxy
}
