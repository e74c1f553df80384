import { type JsonRecord, memberAt, numberAt, textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogSaid, LogText } from '../log-format.ts'
import { findReason, type LogReason } from '../log-reason.ts'
import { readTarget } from '../read-request-line.ts'

/** Source: modules/caddyhttp of Caddy's sources: what each handler gives as its error, with where it arose in `err_trace`. */
const REASONS: readonly LogReason[] = [
  { says: 'permission denied', means: 'Caddy may not read the file, or enter a folder above it', causes: { 'file-permissions': 0.95 } },
  {
    says: 'not authenticated',
    means: 'basic_auth of Caddy: no user and password, or wrong ones',
    causes: { 'invalid-token': 0.9 },
    rule: 'basic_auth',
    verdict: 'not-authenticated',
  },
  {
    says: 'staticerror.servehttp',
    means: 'An `error` directive of the Caddyfile refuses',
    causes: { 'server-directive': 0.9 },
    rule: 'error',
  },
]

const RESPOND: LogSaid = {
  means: 'A `respond` directive of the Caddyfile answered, perhaps in `handle_errors`; no server behind it was asked',
  causes: { 'server-directive': 0.75, 'ip-or-geo-restriction': 0.3, 'file-permissions': 0.2 },
  text: 'handled request',
  rule: 'respond',
  confidence: 0.85,
}

const ABORT: LogSaid = {
  means: 'Caddy gave no answer at all: an `abort` directive of the Caddyfile, or the connection was lost',
  causes: { 'server-directive': 0.65 },
  text: 'handled request',
  rule: 'abort',
  confidence: 0.75,
}

/** Its own answer: no name of a server behind it, and no Date yet, which Go adds when the answer is sent. */
function isOwn(record: JsonRecord): boolean {
  const server = memberAt(record, 'resp_headers.Server')
  const isAlone = Array.isArray(server) && server.length === 1 && server[0] === 'Caddy'
  return isAlone && ['Via', 'Date'].every((name) => memberAt(record, `resp_headers.${name}`) === undefined)
}

/** `respond` sets the media type: without a body to an empty list, which keeps Go from guessing one (staticresp.go). Under 401 it is the page of a login. */
function isStatic(record: JsonRecord): boolean {
  const type = memberAt(record, 'resp_headers.Content-Type')
  const isSet = Array.isArray(type) && (type.length === 0 || type[0] === 'text/plain; charset=utf-8')
  const status = numberAt(record, 'status') ?? 0
  return isSet && isOwn(record) && status >= 400 && status !== 401
}

/** Nothing was sent, and nobody behind was asked: status 0 under its own name alone. */
function isAborted(record: JsonRecord): boolean {
  return textAt(record, 'msg') === 'handled request' && numberAt(record, 'status') === 0 && numberAt(record, 'size') === 0 && isOwn(record)
}

/** An error of Caddy's own handlers; `error` of what it forwarded to is none of these. */
function saidOf(record: JsonRecord, isCut = false): Pick<LogFacts, 'said'> {
  const trace = textAt(record, 'err_trace')
  if (trace === undefined && !isCut && isStatic(record)) return { said: RESPOND }
  if (trace === undefined && !isCut && isAborted(record)) return { said: ABORT }
  const said = trace === undefined ? undefined : findReason(`${textAt(record, 'msg') ?? ''} (${trace})`, REASONS)
  return said ? { said } : {}
}

/** Caddy names its access loggers `http.log.access…`; headers are lists. */
function read({ record, isCut }: LogText): LogFacts | undefined {
  if (!record || !textAt(record, 'logger')?.startsWith('http.log.')) return undefined
  const status = numberAt(record, 'status')
  const id = memberAt(record, 'request.headers.X-Request-Id')
  return {
    when: textAt(record, 'ts'),
    method: textAt(record, 'request.method'),
    host: textAt(record, 'request.host'),
    ...readTarget(textAt(record, 'request.uri') ?? ''),
    client: textAt(record, 'request.client_ip', 'request.remote_ip', 'request.remote_addr'),
    user: textAt(record, 'user_id'),
    ...(status === undefined ? {} : { status }),
    ...saidOf(record, isCut),
    ...(isOwn(record) && !isCut ? { answeredBy: 'writer' } : {}),
    references: [{ name: 'x-request-id', value: Array.isArray(id) && typeof id[0] === 'string' ? id[0] : textAt(record, 'uuid') }],
  }
}

/** Caddy's structured access and error log. The access log names no directive (an answer under its own name alone, without a Date, is its own); the error log says what failed. */
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
      line: '{"level":"error","ts":1795462202.3986917,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"127.0.0.1","remote_port":"43094","proto":"HTTP/1.1","method":"GET","host":"127.0.0.1:39395","uri":"/closed","headers":{"User-Agent":["curl/7.88.1"],"Accept":["*/*"]}},"user_id":"","duration":0.000020949,"size":0,"status":403,"resp_headers":{"Server":["Caddy"],"Content-Type":[]}}',
      cause: 'server-directive',
      rule: 'respond',
      layer: 'web-server',
      path: '/closed',
    },
    {
      line: '{"level":"error","ts":1795462202.4113362,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"127.0.0.1","remote_port":"43096","proto":"HTTP/1.1","method":"GET","host":"127.0.0.1:39395","uri":"/words","headers":{"User-Agent":["curl/7.88.1"]}},"user_id":"","duration":0.000033632,"size":13,"status":403,"resp_headers":{"Server":["Caddy"],"Content-Type":["text/plain; charset=utf-8"]}}',
      cause: 'server-directive',
      rule: 'respond',
    },
    {
      line: '{"level":"info","ts":1795474326.6404784,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"127.0.0.1","method":"GET","host":"127.0.0.1:46377","uri":"/abort/a.txt"},"user_id":"","duration":0,"size":0,"status":0,"resp_headers":{"Server":["Caddy"]}}',
      cause: 'server-directive',
      rule: 'abort',
      verdict: 'denied',
      path: '/abort/a.txt',
    },
    {
      line: '{"level":"info","ts":1795462202.4113362,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"127.0.0.1","method":"GET","host":"127.0.0.1:39395","uri":"/app"},"size":13,"status":403,"resp_headers":{"Server":["Caddy"],"Content-Type":["text/plain; charset=utf-8"],"Date":["Mon, 23 Nov 2026 19:30:02 GMT"]}}',
      product: 'unknown',
    },
    {
      line: '{"level":"debug","ts":1795462210.4964623,"logger":"http.log.error.log0","msg":"stat /srv/site/shut/a.txt: permission denied","request":{"remote_ip":"127.0.0.1","remote_port":"54224","proto":"HTTP/1.1","method":"GET","host":"127.0.0.1:39395","uri":"/shut/a.txt","headers":{"User-Agent":["curl/7.88.1"]}},"duration":0.00015356,"status":403,"err_id":"d6nrj68yg","err_trace":"fileserver.(*FileServer).ServeHTTP (staticfiles.go:253)"}',
      cause: 'file-permissions',
      layer: 'web-server',
      status: 403,
      path: '/shut/a.txt',
    },
    {
      line: '{"level":"debug","ts":1795462202.4334233,"logger":"http.log.error.log0","msg":"Unauthorized office","request":{"remote_ip":"127.0.0.1","method":"GET","host":"127.0.0.1:39395","uri":"/errs"},"duration":0.000060217,"status":403,"err_id":"cv9uaashc","err_trace":"caddyhttp.StaticError.ServeHTTP (staticerror.go:110)"}',
      cause: 'server-directive',
      rule: 'error',
    },
    {
      line: '{"level":"debug","ts":1795462210.455927,"logger":"http.log.error.log0","msg":"not authenticated","request":{"remote_ip":"127.0.0.1","method":"GET","host":"127.0.0.1:39395","uri":"/basic/a"},"duration":0.000052113,"status":401,"err_id":"v52ke5m1b","err_trace":"caddyauth.Authentication.ServeHTTP (caddyauth.go:88)"}',
      cause: 'invalid-token',
      verdict: 'not-authenticated',
      rule: 'basic_auth',
    },
    {
      line: '{"level":"error","ts":1795462202.4113362,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"127.0.0.1","method":"GET","host":"127.0.0.1:39395","uri":"/staff"},"size":28,"status":401,"resp_headers":{"Server":["Caddy"],"Content-Type":["text/plain; charset=utf-8"],"Www-Authenticate":["Basic realm=\\"restricted\\""]}}',
      verdict: 'not-authenticated',
      cause: 'invalid-token',
      product: 'caddy',
    },
    {
      line: '{"level":"info","ts":1767355200.123,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"203.0.113.9","method":"GET","host":"shop.example","uri":"/orders"},"size":31,"status":403,"resp_headers":{"Server":["Caddy","gunicorn"]}}',
      product: 'unknown',
      verdict: 'denied',
    },
  ],
}
