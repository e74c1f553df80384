import type { Rendered } from '../views/rendered.ts'

/** A response_url takes five messages within 30 minutes. https://docs.slack.dev/interactivity/handling-user-interaction */
const USES_MAX = 5
const TIMEOUT_MS = 3_000

/** Speaks to the person of one command or press through its response_url. Each answers whether Slack took it; none throws. */
export type Responder = {
  /** Says it to that person alone. */
  whisper(message: Rendered, threadTs?: string): Promise<boolean>
  /** Redraws the message that was pressed. */
  redraw(message: Rendered): Promise<boolean>
}

type Powers = { fetch: typeof fetch; onCall?(method: string, status: string): void }

/** A responder for `url`; without one it takes nothing. */
export function createResponder({ fetch, onCall }: Powers, url: string | undefined): Responder {
  let uses = 0
  async function send(body: object): Promise<boolean> {
    if (!url || uses >= USES_MAX) return false
    uses += 1
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      await response.arrayBuffer()
      onCall?.('response_url', response.ok ? 'ok' : `http_${response.status}`)
      return response.ok
    } catch {
      onCall?.('response_url', 'unreachable')
      return false
    }
  }
  return {
    whisper: (message, threadTs) =>
      send({ response_type: 'ephemeral', replace_original: false, ...message, ...(threadTs ? { thread_ts: threadTs } : {}) }),
    redraw: (message) => send({ replace_original: true, ...message }),
  }
}
