import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { findReason } from '../log-reason.ts'
import { readRequestLine } from '../read-request-line.ts'
import { NGINX_REASONS } from './nginx-reasons.ts'

const HEAD = /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) \[([a-z]{4,6})\] \d{1,10}#\d{1,10}: (?:\*\d{1,20} )?/
const NAMES = ['client', 'server', 'request', 'subrequest', 'upstream', 'host', 'referrer']
const TAIL_NAME = /^, ([a-z]{4,10}): (")?/

/** An nginx error line taken apart: its message, and the named values behind it. */
export type NginxError = { when: string; message: string; tail: Readonly<Record<string, string>> }

/** Takes an nginx error line apart; undefined for any other line. */
export function splitNginxError(text: string): NginxError | undefined {
  const head = HEAD.exec(text)
  if (!head) return undefined
  const rest = text.slice(head[0].length)
  const end = tailStart(rest)
  return { when: head[1] ?? '', message: rest.slice(0, end), tail: readTail(rest.slice(end)) }
}

/** The facts that the named values of an nginx error line give. */
export function nginxFacts({ when, tail }: NginxError): LogFacts {
  return {
    when,
    ...readRequestLine(tail.request),
    ...(tail.host === undefined ? {} : { host: tail.host }),
    client: tail.client,
  }
}

/** Where `, client: ` begins outside of quotes: a path in the message may hold the same words. */
function tailStart(rest: string): number {
  let isQuoted = false
  for (let at = 0; at < rest.length; at += 1) {
    if (rest[at] === '"') isQuoted = !isQuoted
    else if (!isQuoted && rest[at] === ',' && rest.startsWith(', client: ', at)) return at
  }
  const at = rest.indexOf(', client: ')
  return at < 0 ? rest.length : at
}

function readTail(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  let at = 0
  while (at < text.length) {
    const name = TAIL_NAME.exec(text.slice(at, at + 20))
    if (!name || !NAMES.includes(name[1] ?? '')) return values
    const start = at + name[0].length
    const end = text.indexOf(name[2] ? '"' : ',', start)
    const stop = end < 0 ? text.length : end
    values[name[1] ?? ''] ??= text.slice(start, stop)
    at = name[2] ? stop + 1 : stop
  }
  return values
}

function read({ text }: LogText): LogFacts | undefined {
  const line = splitNginxError(text)
  const said = line && findReason(line.message, NGINX_REASONS)
  return line && said && { ...nginxFacts(line), said }
}

/** The error log of nginx and of what is built on it. */
export const nginxError: LogFormat = {
  id: 'nginx-error',
  product: 'nginx',
  layer: 'web-server',
  source: 'https://nginx.org/en/docs/ngx_core_module.html#error_log',
  read,
  examples: [
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 access forbidden by rule, client: 203.0.113.9, server: shop.example, request: "GET /internal HTTP/1.1", host: "shop.example"',
      cause: 'server-directive',
      client: '203.0.113.9',
      method: 'GET',
      path: '/internal',
      verdict: 'denied',
      layer: 'web-server',
    },
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 directory index of "/srv/www/, client: 6.6.6.6/" is forbidden, client: 203.0.113.9, server: _, request: "GET /files/ HTTP/1.1", host: "localhost"',
      cause: 'server-directive',
      rule: 'autoindex',
      client: '203.0.113.9',
    },
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 limiting requests, excess: 5.020 by zone "login", client: 203.0.113.9, server: _, request: "POST /login HTTP/1.1", host: "localhost"',
      cause: 'rate-limit',
      rule: 'login',
      verdict: 'rate-limited',
    },
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 limiting connections by zone "per_ip", client: 203.0.113.9, server: _, request: "GET / HTTP/1.1", host: "localhost"',
      cause: 'rate-limit',
      rule: 'per_ip',
    },
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 auth request unexpected status: 500 while sending to client, client: 203.0.113.9, server: _, request: "GET / HTTP/1.1", host: "localhost"',
      cause: 'auth-gateway',
      verdict: 'disguised',
    },
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 open() "/srv/www/report.pdf" failed (13: Permission denied), client: 203.0.113.9, server: _, request: "GET /report.pdf HTTP/1.1", host: "localhost"',
      cause: 'file-permissions',
    },
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 openat() "/srv/www/current/a.html" failed (40: Too many levels of symbolic links), client: 203.0.113.9, server: _, request: "GET /current/a.html HTTP/1.1", host: "localhost"',
      cause: 'server-directive',
      rule: 'disable_symlinks',
      verdict: 'denied',
    },
    {
      line: '2026/01/02 12:00:00 [crit] 31#31: *5 connect() to unix:/run/app.sock failed (13: Permission denied) while connecting to upstream, client: 203.0.113.9, server: _, request: "GET / HTTP/1.1", upstream: "http://unix:/run/app.sock:/", host: "localhost"',
      cause: 'file-permissions',
      verdict: 'error',
    },
    {
      line: '2026/01/02 12:00:00 [info] 31#31: *5 client sent no required SSL certificate while reading client request headers, client: 203.0.113.9, server: _, request: "GET / HTTP/1.1", host: "localhost"',
      cause: 'client-certificate',
      rule: 'ssl_verify_client',
    },
    {
      line: '2026/01/02 12:00:00 [info] 31#31: *5 client SSL certificate verify error: (10:certificate has expired) while reading client request headers, client: 203.0.113.9, server: _, request: "GET / HTTP/1.1", host: "localhost"',
      cause: 'client-certificate',
      rule: '10:certificate has expired',
    },
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 client intended to send too large body: 2097152 bytes, client: 203.0.113.9, server: _, request: "POST /upload HTTP/1.1", host: "localhost"',
      cause: 'server-directive',
      rule: 'client_max_body_size',
      verdict: 'denied',
    },
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 user "alice": password mismatch, client: 203.0.113.9, server: _, request: "GET /admin HTTP/1.1", host: "localhost"',
      cause: 'invalid-token',
      verdict: 'not-authenticated',
    },
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 user "bob" was not found in "/etc/nginx/users", client: 203.0.113.9, server: _, request: "GET /admin HTTP/1.1", host: "localhost"',
      cause: 'invalid-token',
      verdict: 'not-authenticated',
    },
    {
      line: '2026/01/02 12:00:00 [error] 31#31: *5 NAXSI_FMT: ip=203.0.113.9&server=shop.example&uri=/search&learning=0&vers=1.3&total_processed=9&total_blocked=1&block=1&cscore0=$SQL&score0=8&zone0=ARGS&id0=1009&var_name0=q, client: 203.0.113.9, server: _, request: "GET /search?q=1 HTTP/1.1", host: "shop.example"',
      cause: 'waf-rule',
      rule: '1009',
      product: 'naxsi',
      layer: 'waf',
    },
  ],
}
