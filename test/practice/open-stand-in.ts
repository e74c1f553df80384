import { WebClient } from '@slack/web-api'
import { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import type { StandInInput } from '../../src/practice/slack-stand-in.ts'
import { type ServedStandIn, serveStandIn } from './serve-stand-in.ts'

/** What a delivery to the app looked like. */
export type Received = { headers: Headers; text: string; body: Record<string, unknown> }

/** A clock that stands still until it is moved. */
export function stoppedClock(start = '2026-01-02T03:04:05Z') {
  let at = Date.parse(start)
  return {
    now: () => new Date(at),
    move: (ms: number) => {
      at += ms
    },
  }
}

/** A served stand-in, a client of it, and an app that answers as `answer` says and keeps what it got. */
export async function openStandIn(
  more: Partial<StandInInput> & { socketMode?: boolean } & { answer?: (received: Received) => Response | Promise<Response> } = {},
) {
  const received: Received[] = []
  const app = new Hono().post('/slack/events', async (context) => {
    const text = await context.req.text()
    const form = new URLSearchParams(text)
    const isForm = context.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')
    const body = isForm ? (form.has('payload') ? JSON.parse(form.get('payload') ?? '') : Object.fromEntries(form)) : JSON.parse(text)
    const one = { headers: context.req.raw.headers, text, body }
    received.push(one)
    return more.answer?.(one) ?? context.body(null, 200)
  })
  const slack: ServedStandIn = await serveStandIn({
    signingSecret: 'signing-secret',
    botToken: 'xoxb-1',
    appToken: 'xapp-1',
    deliver: async (request) => app.fetch(request),
    retryDelaysMs: [0, 0, 0],
    ...more,
  })
  onTestFinished(() => slack.stop())
  const client = (token = 'xoxb-1') =>
    new WebClient(token, { slackApiUrl: slack.apiUrl(), retryConfig: { retries: 0 }, rejectRateLimitedCalls: true })
  return { slack, received, client: client(), clientWith: client }
}

/** Slack's error in a JSON answer. */
export async function errorIn(response: Response): Promise<string | undefined> {
  return ((await response.json()) as { error?: string }).error
}
