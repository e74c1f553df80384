import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createSlackStandIn, type SlackStandIn, type StandInInput } from '../../src/practice/slack-stand-in.ts'
import { type SocketMode, serveSocketMode } from './serve-socket-mode.ts'

/** A stand-in behind a port of its own. `socketMode` is there when it was asked for. */
export type ServedStandIn = SlackStandIn & { url: string; server: Server; socketMode?: SocketMode; stop(): Promise<void> }

/** Listens on loopback, on a free port unless one is given. With `socketMode`, deliveries go over WebSockets, never over HTTP. */
export async function serveStandIn(input: StandInInput & { port?: number; socketMode?: boolean }): Promise<ServedStandIn> {
  const standIn = createSlackStandIn(input)
  const server = await new Promise<Server>((resolve) => {
    const made = serve({ fetch: standIn.app.fetch, port: input.port ?? 0, hostname: '127.0.0.1' }, () => resolve(made as Server))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  standIn.reachedAt(url)
  const socketMode = input.socketMode ? serveSocketMode(standIn, server, url) : undefined
  const stop = () =>
    new Promise<void>((resolve) => {
      socketMode?.close()
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { ...standIn, url, server, stop, ...(socketMode ? { socketMode } : {}) }
}
