import { createHmac } from 'node:crypto'

type Signed = { secret: string; body: string; contentType?: string; at?: Date; headers?: Record<string, string>; signature?: string }

/** A request to /slack/events as Slack signs it. */
export function signedRequest({
  secret,
  body,
  contentType = 'application/x-www-form-urlencoded',
  at = new Date(),
  headers = {},
  signature,
}: Signed): Request {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const own = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  return new Request('http://127.0.0.1/slack/events', {
    method: 'POST',
    body,
    headers: { 'content-type': contentType, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature ?? own, ...headers },
  })
}

/** An interactive payload as a form. */
export function payloadForm(payload: object): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
}
