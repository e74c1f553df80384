import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'

/** A server on loopback that remembers what it was sent. */
export type LoopbackServer = { url: string; port: number; seen: IncomingMessage[]; server: Server; [Symbol.asyncDispose](): Promise<void> }

/** Starts `listener` on a free port of 127.0.0.1; it is stopped at the end of its scope. */
export async function startServer(listener: RequestListener): Promise<LoopbackServer> {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    listener(request, response)
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket.once('close', () => sockets.delete(socket))))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, port, seen, server, [Symbol.asyncDispose]: stop }
}

/** A TCP server on loopback that answers every connection with `behave`. */
export async function startRawServer(behave: (socket: Socket) => void): Promise<Pick<LoopbackServer, 'url' | typeof Symbol.asyncDispose>> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.once('data', () => behave(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.asyncDispose]: stop }
}
