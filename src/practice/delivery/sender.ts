import { setTimeout as delay } from 'node:timers/promises'
import { signatureHeaders } from './signature-headers.ts'

/** How the app took a delivery: what it answered in time, or that it did not. */
export type Delivery =
  | { outcome: 'answered'; status: number; headers: Headers; body: string }
  | { outcome: 'timeout' }
  | { outcome: 'unreachable'; message: string }

/** A body as Slack sends it, with what Socket Mode calls it and carries. */
export type Parcel = {
  type: 'slash_commands' | 'interactive' | 'events_api'
  contentType: string
  body: string
  payload: Record<string, unknown>
  headers?: Record<string, string>
}

/** Brings a parcel to the app; never rejects. */
export type Sender = (parcel: Parcel) => Promise<Delivery>

/** Where parcels go: a URL, or the app's own handler. */
export type Deliver = string | ((request: Request) => Promise<Response>)

/** Sends signed requests over HTTP, waiting `timeoutMs` for the whole answer. */
export function createHttpSender(input: { deliver: Deliver; signingSecret: string; timeoutMs: number; now(): Date }): Sender {
  return async (parcel) => {
    const url = typeof input.deliver === 'string' ? input.deliver : 'http://localhost/slack/events'
    const headers = {
      'content-type': parcel.contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signatureHeaders(parcel.body, { signingSecret: input.signingSecret, now: input.now() }),
      ...parcel.headers,
    }
    const signal = AbortSignal.timeout(input.timeoutMs)
    const request = new Request(url, { method: 'POST', headers, body: parcel.body, signal, redirect: 'manual' })
    const handle = typeof input.deliver === 'string' ? fetch : input.deliver
    return Promise.race([readAnswer(handle(request), signal), outOfTime(input.timeoutMs)])
  }
}

async function readAnswer(answer: Promise<Response>, signal: AbortSignal): Promise<Delivery> {
  try {
    const response = await answer
    return { outcome: 'answered', status: response.status, headers: response.headers, body: await response.text() }
  } catch (error) {
    if (signal.aborted) return { outcome: 'timeout' }
    return { outcome: 'unreachable', message: error instanceof Error ? error.message : String(error) }
  }
}

async function outOfTime(timeoutMs: number): Promise<Delivery> {
  await delay(timeoutMs, undefined, { ref: false })
  return { outcome: 'timeout' }
}

/** Whether the app took it. */
export function isTaken(delivery: Delivery): boolean {
  return delivery.outcome === 'answered' && delivery.status >= 200 && delivery.status < 300
}
