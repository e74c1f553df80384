import { createHmac, timingSafeEqual } from 'node:crypto'

/** Older and newer requests than this are refused: a replay, or a clock that is wrong. */
const TIMESTAMP_TOLERANCE_S = 300

type Signed = { secret: string; body: Uint8Array; timestamp: string | null; signature: string | null; now: Date }

/**
 * Whether Slack signed these very bytes within five minutes of now, past or future. Bolt's own check lets any future
 * time pass. https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isSignedBySlack({ secret, body, timestamp, signature, now }: Signed): boolean {
  if (secret === '' || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TIMESTAMP_TOLERANCE_S) return false
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`)
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
