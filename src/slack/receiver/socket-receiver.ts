import { SocketModeClient } from '@slack/socket-mode'
import { z } from 'zod'
import type { Log } from '../../deps.ts'
import { quietLogger } from '../calls/quiet-logger.ts'
import type { Answer } from './answer.ts'
import { type Envelope, readEnvelope } from './payload.ts'

const RECONNECT_MIN_MS = 500
const RECONNECT_MAX_MS = 30_000
const CONNECT_TIMEOUT_MS = 10_000
/** A connection that held this long was good: the next pause starts small again. */
const STEADY_MS = 60_000

type Powers = {
  appToken: string
  apiUrl?: string
  log: Log
  accept(body: Envelope, retry: { num?: number; reason?: string }): Promise<Answer>
  onAck?(ms: number): void
}

const Delivered = z.object({
  ack: z.custom<(response?: unknown) => Promise<void>>((value) => typeof value === 'function'),
  body: z.unknown(),
  retry_num: z.number().optional().catch(undefined),
  retry_reason: z.string().optional().catch(undefined),
})

/** Slack's payloads over a WebSocket that we open: inbox first, then ack, as over HTTP. */
export type SocketReceiver = { start(): void; close(): Promise<void> }

/**
 * A receiver over Socket Mode. The client's own reconnecting leaves a rejection unhandled when Slack is away, so it is
 * off and done here, for ever. https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export function createSocketReceiver(powers: Powers): SocketReceiver {
  const { log } = powers
  const client = socketClient(powers)
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let pauseMs = RECONNECT_MIN_MS
  let connectedAt = Number.POSITIVE_INFINITY
  client.on('slack_event', (event: unknown) => void receiveEvent(powers, event))
  client.on('disconnected', again)
  client.on('error', () => {})

  async function connect(): Promise<void> {
    try {
      await client.start()
      connectedAt = performance.now()
      log.info({}, 'Socket Mode is connected')
    } catch (error) {
      log.warn({ error: String(error), pauseMs }, 'Socket Mode could not connect; it is tried again')
      again()
    }
  }

  function again(): void {
    if (closed || timer) return
    if (performance.now() - connectedAt > STEADY_MS) pauseMs = RECONNECT_MIN_MS
    timer = setTimeout(() => {
      timer = undefined
      void connect()
    }, pauseMs).unref()
    pauseMs = Math.min(RECONNECT_MAX_MS, pauseMs * 2)
  }

  return {
    start: () => void connect(),
    async close() {
      closed = true
      clearTimeout(timer)
      await client.disconnect().catch(() => {})
    },
  }
}

function socketClient({ appToken, apiUrl, log }: Powers): SocketModeClient {
  return new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    logger: quietLogger(log),
    clientOptions: { retryConfig: { retries: 0 }, timeout: CONNECT_TIMEOUT_MS, ...(apiUrl ? { slackApiUrl: apiUrl } : {}) },
  })
}

async function receiveEvent({ accept, onAck, log }: Powers, event: unknown): Promise<void> {
  const started = performance.now()
  const read = Delivered.safeParse(event)
  const body = read.success ? readEnvelope(read.data.body) : undefined
  if (!read.success || !body) return
  const { ack, retry_num: num, retry_reason: reason } = read.data
  const answer = await accept(body, { ...(num ? { num } : {}), ...(reason ? { reason } : {}) })
  if (answer.status !== 200) return
  try {
    await ack(typeof answer.body === 'string' ? { text: answer.body } : answer.body)
    onAck?.(performance.now() - started)
  } catch (error) {
    log.warn({ error: String(error) }, 'An answer did not reach Slack: the connection went away')
  }
}
