import type { LogFacts, LogFormat, LogSaid, LogText } from '../log-format.ts'
import { readRequestLine } from '../read-request-line.ts'
import type { Field } from '../split-fields.ts'

const TIME = /^\d{1,2}\/[A-Za-z]{3}\/\d{4}:\d\d:\d\d:\d\d/
const STATUS = /^\d{3}$/

/** Only nginx logs 444: it closes the connection without an answer, where the configuration says so. */
const CLOSED_BY_NGINX = 444
const CLOSED: LogSaid = {
  means: 'nginx closed the connection without an answer: `return 444` in the server or location block that serves the path',
  causes: { 'server-directive': 0.9 },
  text: String(CLOSED_BY_NGINX),
  rule: 'return 444',
}

/** Programs whose syslog tag says who writes the access line. */
const WRITERS: Readonly<Record<string, string>> = {
  nginx: 'nginx',
  apache: 'apache-httpd',
  apache2: 'apache-httpd',
  httpd: 'apache-httpd',
  lighttpd: 'lighttpd',
  tomcat: 'tomcat',
  openresty: 'openresty',
}

/** A common or combined access line as fields: what stands before the time, the request, and what follows the status. */
export type AccessFields = { before: readonly Field[]; time: string; request: string; status: number; after: readonly Field[] }

/** Splits a line that has `[time] "request" status` in it; undefined for any other. */
export function splitAccessLine({ text, split }: LogText): AccessFields | undefined {
  if (!text.includes('] "')) return undefined
  const fields = split()
  const at = fields.findIndex(({ quote, text: each }) => quote === '[' && TIME.test(each))
  const [time, request, status] = fields.slice(at, at + 3)
  if (at < 1 || at > 8 || request?.quote !== '"' || !time || !STATUS.test(status?.text ?? '')) return undefined
  return { before: fields.slice(0, at), time: time.text, request: request.text, status: Number(status?.text), after: fields.slice(at + 3) }
}

/** What every common or combined access line says. */
export function accessFacts({ before, time, request, status }: AccessFields): LogFacts {
  const [client, , user] = before.slice(-3)
  return {
    when: time,
    ...hostBefore(before),
    ...readRequestLine(request),
    status,
    client: client?.text,
    user: user?.text,
  }
}

function hostBefore(before: readonly Field[]): Pick<LogFacts, 'host'> {
  const host = before.length === 4 ? before[0]?.text : undefined
  return host === undefined ? {} : { host }
}

function read(line: LogText): LogFacts | undefined {
  const fields = splitAccessLine(line)
  if (!fields || fields.before.length < 3) return undefined
  if (fields.status === CLOSED_BY_NGINX) return { ...accessFacts(fields), said: CLOSED, writer: { layer: 'web-server', product: 'nginx' } }
  const product = line.program === undefined ? undefined : WRITERS[line.program]
  return { ...accessFacts(fields), ...(product ? { writer: { layer: 'web-server', product } } : {}) }
}

/** Common and combined log format, as nginx, Apache, Tomcat and many others write it. */
export const accessLog: LogFormat = {
  id: 'access',
  product: 'unknown',
  layer: 'web-server',
  source: 'https://httpd.apache.org/docs/2.4/logs.html#combined',
  read,
  examples: [
    {
      line: '203.0.113.9 - alice [02/Jan/2026:12:00:00 +0100] "GET /orders?page=2 HTTP/1.1" 403 153 "-" "curl/8.5.0"',
      verdict: 'denied',
      status: 403,
      method: 'GET',
      path: '/orders?page=2',
      client: '203.0.113.9',
      iso: '2026-01-02T11:00:00.000Z',
      cause: 'unknown',
      product: 'unknown',
      layer: 'unknown',
    },
    {
      line: 'shop.example:443 203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "POST /cart HTTP/2.0" 429 0 "https://shop.example/" "Mozilla/5.0 (X11)"',
      verdict: 'rate-limited',
      cause: 'rate-limit',
    },
    {
      line: '203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8.5.0"',
      verdict: 'allowed',
      denial: null,
    },
    {
      line: '<190>Jan  2 12:00:00 edge-1 nginx: 203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET /admin HTTP/1.1" 496 0 "-" "-"',
      verdict: 'denied',
      cause: 'client-certificate',
    },
    {
      line: '203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET /wp-login.php HTTP/1.1" 444 0 "-" "curl/8.5.0"',
      verdict: 'denied',
      cause: 'server-directive',
      rule: 'return 444',
      product: 'nginx',
      layer: 'web-server',
    },
    {
      line: '203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "\\x16\\x03\\x01" 400 157 "-" "-"',
      verdict: 'error',
      denial: null,
    },
  ],
}
