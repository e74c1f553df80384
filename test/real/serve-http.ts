import { createServer, type RequestListener, Server } from 'node:http'

/** Where an app answers on loopback. */
export type ServedApp = { origin: string; close(): Promise<void> }

/** Serves a handler, or a server that is made but does not listen yet, on a free port. */
export async function serveHttp(app: RequestListener | Server): Promise<ServedApp & { port: number }> {
  const server = app instanceof Server ? app : createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
