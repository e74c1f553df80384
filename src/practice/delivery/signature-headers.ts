import { createHmac } from 'node:crypto'

/** Slack's signature headers for a body sent at `now`. docs.slack.dev/authentication/verifying-requests-from-slack */
export function signatureHeaders(body: string, input: { signingSecret: string; now: Date }): Record<string, string> {
  const timestamp = String(Math.floor(input.now.getTime() / 1000))
  const digest = createHmac('sha256', input.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` }
}
