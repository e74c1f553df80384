import { memberAt, numberAt, textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { readTarget } from '../read-request-line.ts'

/** Caddy names its access loggers `http.log.access…`; headers are lists. */
function read({ record, isCut }: LogText): LogFacts | undefined {
  if (!record || !textAt(record, 'logger')?.startsWith('http.log.')) return undefined
  const status = numberAt(record, 'status')
  const server = memberAt(record, 'resp_headers.Server')
  const isOwn = Array.isArray(server) && server.length === 1 && server[0] === 'Caddy' && memberAt(record, 'resp_headers.Via') === undefined
  const id = memberAt(record, 'request.headers.X-Request-Id')
  return {
    when: textAt(record, 'ts'),
    method: textAt(record, 'request.method'),
    host: textAt(record, 'request.host'),
    ...readTarget(textAt(record, 'request.uri') ?? ''),
    client: textAt(record, 'request.client_ip', 'request.remote_ip', 'request.remote_addr'),
    user: textAt(record, 'user_id'),
    ...(status === undefined ? {} : { status }),
    ...(isOwn && !isCut && numberAt(record, 'size') === 0 ? { answeredBy: 'writer' } : {}),
    references: [{ name: 'x-request-id', value: Array.isArray(id) && typeof id[0] === 'string' ? id[0] : textAt(record, 'uuid') }],
  }
}

/** Caddy's structured access and error log. It names no directive; an empty answer under its own name alone is its own. */
export const caddy: LogFormat = {
  id: 'caddy',
  product: 'caddy',
  layer: 'web-server',
  source: 'https://caddyserver.com/docs/logging',
  read,
  examples: [
    {
      line: '{"level":"info","ts":1767355200.123,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"203.0.113.9","remote_port":"51877","client_ip":"203.0.113.9","proto":"HTTP/2.0","method":"GET","host":"shop.example","uri":"/private","headers":{"User-Agent":["curl/8.5.0"]}},"bytes_read":0,"user_id":"","duration":0.0001,"size":0,"status":403,"resp_headers":{"Server":["Caddy"]}}',
      product: 'caddy',
      layer: 'web-server',
      verdict: 'denied',
      path: '/private',
      client: '203.0.113.9',
      iso: '2026-01-02T12:00:00.123Z',
    },
    {
      line: '{"level":"info","ts":1767355200.123,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"203.0.113.9","method":"GET","host":"shop.example","uri":"/orders"},"size":31,"status":403,"resp_headers":{"Server":["Caddy","gunicorn"]}}',
      product: 'unknown',
      verdict: 'denied',
    },
  ],
}
