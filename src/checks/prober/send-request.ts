import type { Dispatcher } from 'undici'
import type { Exchange, HeaderFields } from '../../exchange.ts'
import { type Failure, failureOf } from './failure-of.ts'
import { readBody } from './read-body.ts'
import type { Headers } from './request-headers.ts'
import { TunnelRefused } from './ways/tunnel-failure.ts'

/** `byProxy`: a proxy on the way answered in the target's place. */
type Answer = { response: NonNullable<Exchange['response']>; byProxy?: boolean } | { failure: Failure }
type Sent = { method: string; url: string; headers: Headers; body: string | null; maxBytes?: number | undefined }

function fieldsOf(raw: readonly string[]): HeaderFields {
  const fields: Record<string, string[]> = Object.create(null)
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase()
    fields[name] ??= []
    fields[name].push((raw[i + 1] ?? '').replaceAll('\u0000', ''))
  }
  return { ...fields }
}

function isRawList(headers: unknown): headers is string[] {
  return Array.isArray(headers)
}

/** Rejects when `signal` aborts: undici looks at it only once there is a connection. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/**
 * Sends one request and reads its answer within the bounds of `readBody`; a body that is cut off by `signal` keeps what came.
 * The network's failures are answers: it never rejects.
 */
export async function sendRequest(
  dispatcher: Dispatcher,
  { method, url, headers, body, maxBytes }: Sent,
  signal: AbortSignal,
): Promise<Answer> {
  const { origin, pathname, search } = new URL(url)
  try {
    const answering = dispatcher.request({
      origin,
      path: `${pathname}${search}`,
      method: method as Dispatcher.HttpMethod,
      headers: { ...headers },
      body,
      signal,
      responseHeaders: 'raw',
    })
    const answer = await Promise.race([answering, abortOf(signal)])
    const raw: unknown = answer.headers
    const fields = isRawList(raw) ? fieldsOf(raw) : {}
    const contentEncoding = (fields['content-encoding'] ?? []).join(',')
    const contentType = fields['content-type']?.[0] ?? ''
    const { text, truncated } = await readBody(answer.body, { contentEncoding, contentType, maxBytes })
    return { response: { status: answer.statusCode, headers: fields, body: text, ...(truncated && { truncated }) } }
  } catch (error) {
    if (signal.aborted) return { failure: { kind: 'timeout', message: 'no answer came in time' } }
    if (error instanceof TunnelRefused) return { response: error.response, byProxy: true }
    return { failure: failureOf(error) }
  }
}
