import { createHmac } from 'node:crypto'

/** The signing secret of every benchmark's Slack. */
export const SIGNING_SECRET = 'bench-signing-secret'

/** A slash command as Slack sends it, signed now. `number` makes its trigger (and so its inbox key) unique. */
export function signedCommand(text: string, number: number): { body: string; headers: Record<string, string> } {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const body = new URLSearchParams({
    team_id: 'T1',
    team_domain: 'bench',
    channel_id: 'C1',
    channel_name: 'bench',
    user_id: 'U1',
    user_name: 'ada',
    command: '/why403',
    text,
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/none',
    trigger_id: `${number}.1.bench`,
  }).toString()
  const signature = `v0=${createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex')}`
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
  }
}
