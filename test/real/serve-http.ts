import { createServer, type RequestListener, Server } from 'node:http'
import type { LoopbackApp } from './loopback-app.ts'

/** Where an app that somebody else wrote answers on loopback. */
export type ServedApp = Pick<LoopbackApp, 'origin' | 'close'>

/** Serves a handler, or a server that is made but does not listen yet, on a free port. */
export async function serveHttp(app: RequestListener | Server): Promise<ServedApp> {
  const server = app instanceof Server ? app : createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
