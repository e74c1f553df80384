import { rest } from '../rest.ts'
import type { Rendered } from '../views/rendered.ts'

/** A response_url takes five messages within 30 minutes. https://docs.slack.dev/interactivity/handling-user-interaction */
const USES_MAX = 5
const WHISPER_MS = 3_000
const WHISPER_TRIES = 3
/** Longer: what was given up would overtake nothing, but what lands unseen would overwrite a newer card. */
const REDRAW_MS = 8_000
const RETRY_MS = 500
const RETRY_MAX_MS = 3_000

/** Speaks to the person of one command or press through its response_url. Each answers whether Slack took it; none throws. */
export type Responder = {
  /** Says it to that person alone. */
  whisper(message: Rendered, threadTs?: string): Promise<boolean>
  /** Redraws the message that was pressed. */
  redraw(message: Rendered): Promise<boolean>
  /** Takes away the message that was pressed. */
  remove(): Promise<boolean>
}

type Powers = { fetch: typeof fetch; onCall?(method: string, status: string): void }

/** A responder for `url`; without one it takes nothing. */
export function createResponder(powers: Powers, url: string | undefined): Responder {
  let uses = 0
  async function send(body: object, { timeoutMs, tries }: { timeoutMs: number; tries: number }): Promise<boolean> {
    for (let tried = 0; url && tried < tries && uses < USES_MAX; tried++) {
      uses += 1
      const answer = await post(powers, url, { body, timeoutMs })
      if (answer.kind === 'taken') return true
      if (answer.kind === 'refused') return false
      await rest(Math.min(answer.retryAfterMs, RETRY_MAX_MS))
    }
    return false
  }
  return {
    whisper: (message, threadTs) =>
      send(
        { response_type: 'ephemeral', replace_original: false, ...message, ...(threadTs ? { thread_ts: threadTs } : {}) },
        { timeoutMs: WHISPER_MS, tries: WHISPER_TRIES },
      ),
    redraw: (message) => send({ replace_original: true, ...message }, { timeoutMs: REDRAW_MS, tries: 1 }),
    remove: () => send({ delete_original: true }, { timeoutMs: WHISPER_MS, tries: 1 }),
  }
}

type Answer = { kind: 'taken' } | { kind: 'refused' } | { kind: 'later'; retryAfterMs: number }

async function post({ fetch, onCall }: Powers, url: string, { body, timeoutMs }: { body: object; timeoutMs: number }): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.arrayBuffer()
    onCall?.('response_url', response.ok ? 'ok' : `http_${response.status}`)
    if (response.ok) return { kind: 'taken' }
    const retryAfterMs = Number(response.headers.get('retry-after') ?? Number.NaN) * 1000 || RETRY_MS
    return response.status === 429 || response.status >= 500 ? { kind: 'later', retryAfterMs } : { kind: 'refused' }
  } catch {
    onCall?.('response_url', 'unreachable')
    return { kind: 'later', retryAfterMs: RETRY_MS }
  }
}
