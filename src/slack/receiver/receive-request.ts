import { type Answer, responseOf } from './answer.ts'
import type { Envelope } from './payload.ts'
import { readBody } from './read-body.ts'
import { isSslCheck, readPayload } from './read-payload.ts'
import { isSignedBySlack } from './verify-signature.ts'

/** `accept` keeps a payload and answers it; `onAck` is told how long each answer took, in milliseconds. */
export type RequestPowers = {
  signingSecret: string
  now(): Date
  accept(body: Envelope, retry: { num?: number; reason?: string }): Promise<Answer>
  onAck?(ms: number): void
}

/** Answers `POST /slack/events`: size, signature, ±5 minutes, then the payload. Never throws. */
export async function receiveRequest(powers: RequestPowers, request: Request): Promise<Response> {
  const started = performance.now()
  const bytes = await readBody(request).catch(() => undefined)
  if (bytes === undefined) return new Response('the body could not be read', { status: 400 })
  if (bytes === null) return new Response('payload too large', { status: 413 })
  const { headers } = request
  const contentType = headers.get('content-type')
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (isSslCheck(contentType, text)) return new Response(null, { status: 200 })
  const signed = isSignedBySlack({
    secret: powers.signingSecret,
    body: bytes,
    timestamp: headers.get('x-slack-request-timestamp'),
    signature: headers.get('x-slack-signature'),
    now: powers.now(),
  })
  if (!signed) return new Response('the signature or its time does not hold', { status: 401 })
  const body = readPayload(contentType, text)
  if (!body) return new Response('the body is no payload', { status: 400 })
  if (body.type === 'url_verification') return Response.json({ challenge: body.challenge ?? '' })
  const answer = await powers.accept(body, retryOf(headers))
  powers.onAck?.(performance.now() - started)
  return responseOf(answer)
}

function retryOf(headers: Headers): { num?: number; reason?: string } {
  const num = Number(headers.get('x-slack-retry-num') ?? Number.NaN)
  const reason = headers.get('x-slack-retry-reason')
  return { ...(Number.isInteger(num) ? { num } : {}), ...(reason ? { reason } : {}) }
}
