import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** One server for each listener on one and the same port of 127.0.0.1, 127.0.0.2, …; null where nobody listens. Stopped at the end of its scope. */
export async function startNodes(listeners: readonly (RequestListener | null)[]) {
  const sockets = new Set<Socket>()
  const addresses = listeners.map((_, i) => `127.0.0.${i + 1}`)
  const servers: ReturnType<typeof createServer>[] = []
  let port = 0
  for (const [i, listener] of listeners.entries()) {
    if (!listener) continue
    const server = createServer(listener)
    server.on('connection', (socket) => sockets.add(socket))
    await new Promise<void>((resolve) => server.listen(port, addresses[i], resolve))
    port = (server.address() as AddressInfo).port
    servers.push(server)
  }
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  }
  return { url: `http://node.test:${port}/orders`, resolve: async () => addresses, [Symbol.asyncDispose]: stop }
}
