/** Slack's answer to a call too many. docs.slack.dev/apis/web-api/rate-limits */
export function rateLimited(retryAfterS: number): Response {
  return Response.json({ ok: false, error: 'ratelimited' }, { status: 429, headers: { 'retry-after': String(retryAfterS) } })
}
