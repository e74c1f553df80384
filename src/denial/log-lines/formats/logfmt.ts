import { readGeneralRecord } from '../general-record.ts'
import type { LogFormat, LogText } from '../log-format.ts'
import { parseLogfmt } from '../parse-logfmt.ts'

/** Lines of `name=value` pairs. */
export const logfmt: LogFormat = {
  id: 'logfmt',
  product: 'unknown',
  layer: 'application',
  source: 'https://brandur.org/logfmt',
  read: ({ text, record }: LogText) => {
    const pairs = record ? undefined : parseLogfmt(text)
    return pairs && readGeneralRecord(pairs)
  },
  examples: [
    {
      line: 'time="2026-01-02T12:00:00Z" level=warning msg="access denied: missing scope orders:write" method=POST path=/orders status=403 request_id=abc-123',
      cause: 'api-scope',
      status: 403,
      path: '/orders',
      reference: 'abc-123',
      iso: '2026-01-02T12:00:00.000Z',
    },
    {
      line: '2026-01-02T12:00:00.123456+00:00 heroku[router]: at=info method=GET path="/orders" host=shop.example request_id=1a2b3c4d fwd="203.0.113.9" dyno=web.1 connect=0ms service=12ms status=403 bytes=31 protocol=https',
      status: 403,
      method: 'GET',
      path: '/orders',
      client: '203.0.113.9',
      reference: '1a2b3c4d',
      verdict: 'denied',
    },
    { line: 'level=info msg="request done" method=GET path=/ status=200', verdict: 'allowed', denial: null },
  ],
}
