import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Delivery, Parcel } from '../../src/practice/delivery/sender.ts'
import type { SlackStandIn } from '../../src/practice/slack-stand-in.ts'

const ACK_MS = 3000

/** The far end of Socket Mode: how many clients are connected, and ways to be rid of them. */
export type SocketMode = {
  connections(): number
  /** Asks every client to connect anew, as Slack does every few hours. */
  refresh(): void
  /** Breaks every connection. */
  drop(): void
  close(): void
}

/**
 * Takes Socket Mode clients at `/socket` of `server`. While one is connected, deliveries go to it (to a random one, as
 * in Slack); while none is, they are `unreachable`. docs.slack.dev/apis/events-api/using-socket-mode
 */
export function serveSocketMode(standIn: SlackStandIn, server: Server, url: string): SocketMode {
  const sockets = new WebSocketServer({ server, path: '/socket' })
  sockets.on('connection', (socket) => {
    socket.on('error', () => socket.terminate())
    socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.clients.size, connection_info: { app_id: 'A0WHY403AP' } }))
  })
  standIn.divertTo(
    (parcel) => sendTo(pick([...sockets.clients]), parcel, standIn.workspace.newId()),
    `${url.replace(/^http/, 'ws')}/socket`,
  )
  return {
    connections: () => sockets.clients.size,
    refresh: () => {
      for (const socket of sockets.clients) socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
    },
    drop: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
    close: () => {
      standIn.divertTo(undefined)
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

function pick(clients: WebSocket[]): WebSocket | undefined {
  return clients[Math.floor(Math.random() * clients.length)]
}

function sendTo(socket: WebSocket | undefined, parcel: Parcel, envelopeId: string): Promise<Delivery> {
  if (!socket) return Promise.resolve({ outcome: 'unreachable', message: 'no connection' })
  return new Promise((resolve) => {
    const settle = (delivery: Delivery) => {
      clearTimeout(timer)
      socket.off('message', hear)
      socket.off('close', lost)
      resolve(delivery)
    }
    const hear = (data: Buffer) => {
      const answer = JSON.parse(data.toString())
      if (answer.envelope_id === envelopeId) settle(answered(answer.payload))
    }
    const lost = () => settle({ outcome: 'unreachable', message: 'connection lost' })
    const timer = setTimeout(() => settle({ outcome: 'timeout' }), ACK_MS)
    socket.on('message', hear)
    socket.on('close', lost)
    socket.send(JSON.stringify(envelopeOf(parcel, envelopeId)))
  })
}

function envelopeOf(parcel: Parcel, envelope_id: string): Record<string, unknown> {
  const retryNum = parcel.headers?.['x-slack-retry-num']
  const retry = { retry_attempt: Number(retryNum), retry_reason: parcel.headers?.['x-slack-retry-reason'] }
  return {
    envelope_id,
    type: parcel.type,
    payload: parcel.payload,
    accepts_response_payload: parcel.type !== 'events_api',
    ...(retryNum ? retry : {}),
  }
}

function answered(payload: unknown): Delivery {
  const isEmpty = payload === undefined || payload === null || JSON.stringify(payload) === '{}'
  return {
    outcome: 'answered',
    status: 200,
    headers: new Headers({ 'content-type': 'application/json' }),
    body: isEmpty ? '' : JSON.stringify(payload),
  }
}
