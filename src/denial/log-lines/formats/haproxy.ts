import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import type { LogReason } from '../log-reason.ts'
import { readRequestLine } from '../read-request-line.ts'

const LINE =
  /^(\S{1,60}?):\d{1,5} \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d\.\d{3})\] (\S{1,200}) (\S{1,200})\/(\S{1,200}) ([-+\d/]{5,60}) (-?\d{1,3}) [+\d-]{1,20} (\S{1,200}) (\S{1,200}) ([A-Za-z-]{4}) [\d/+]{5,40} [\d/]{1,20}/
const FAILED = /^(\S{1,60}?):\d{1,5} \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d\.\d{3})\] (\S{1,200}): (SSL .{1,300})$/
const NO_SERVER = '<NOSRV>'

type Termination = Omit<LogReason, 'says' | 'match' | 'rule'>

/** By the first two characters of the termination state; section "Session state at disconnection" of HAProxy's manual. */
const TERMINATIONS: Readonly<Record<string, Termination>> = {
  PR: {
    means: 'HAProxy refused the request itself: an http-request deny or return rule, or a request that is not valid; no server was asked',
    causes: { 'server-directive': 0.7, 'ip-or-geo-restriction': 0.4, 'waf-rule': 0.2 },
  },
  PT: {
    means: 'HAProxy held the request back and then refused it: an http-request tarpit rule',
    causes: { 'server-directive': 0.6, 'rate-limit': 0.5, 'bot-challenge': 0.2 },
    verdict: 'denied',
  },
  PH: {
    means: "HAProxy threw the server's answer away: an http-response deny rule, or an answer that is not valid",
    causes: { 'server-directive': 0.7 },
    verdict: 'denied',
  },
  LR: {
    means: 'HAProxy answered by itself (redirect, stats, http-request return); no server was asked',
    causes: { 'server-directive': 0.7, 'ip-or-geo-restriction': 0.3 },
  },
}
const TOO_MANY: Termination = {
  means: 'HAProxy refused the request itself with 429: a deny rule that counts requests (stick table)',
  causes: { 'rate-limit': 0.95 },
  verdict: 'rate-limited',
}
const CLOSED: Termination = {
  means: 'HAProxy closed the connection without an answer: an http-request reject rule',
  causes: { 'server-directive': 0.7, 'ip-or-geo-restriction': 0.3 },
  verdict: 'denied',
}
const LOGIN: Termination = {
  means: 'HAProxy itself asked for a login: an http-request auth rule',
  causes: { 'invalid-token': 0.7, 'auth-gateway': 0.4 },
  verdict: 'not-authenticated',
}

function read({ text }: LogText): LogFacts | undefined {
  const [, client, when, frontend, backend, server, , code, , , state = ''] = LINE.exec(text) ?? []
  if (when === undefined) return readFailed(text)
  const status = Number(code)
  const quote = text.indexOf(' "')
  const facts: LogFacts = {
    when,
    client,
    ...(status >= 100 ? { status } : {}),
    ...readRequestLine(quote < 0 ? undefined : text.slice(quote + 2)),
    answeredBy: server === NO_SERVER ? 'writer' : 'upstream',
  }
  const reason = haproxyReason(state, status)
  if (!reason?.causes) return facts
  const where = frontend === backend ? `frontend ${frontend}` : `backend ${backend}`
  return { ...facts, said: { ...reason, causes: reason.causes, rule: where, text: `${backend}/${server} … ${code} … ${state}` } }
}

/** What a termination state says of a refusal. Only a refusal has a reason: a redirect or a page of HAProxy's own ends in the same states. */
export function haproxyReason(terminationState: string, status: number): Termination | undefined {
  const state = terminationState.slice(0, 2)
  const own = TERMINATIONS[state]
  if (state === 'PR' && status < 100) return CLOSED
  if (!own || (status < 400 && state !== 'PT')) return undefined
  if (state === 'PT' || state === 'PH') return own
  if (status === 429) return TOO_MANY
  if (status === 401 || status === 407) return LOGIN
  return status === 403 || state === 'PR' ? own : undefined
}

function readFailed(text: string): LogFacts | undefined {
  const [, client, when, bind, message = ''] = FAILED.exec(text) ?? []
  if (when === undefined || !/certificate/i.test(message)) return undefined
  return {
    when,
    client,
    said: {
      means: "HAProxy ended the TLS handshake: it does not accept the client's certificate",
      causes: { 'client-certificate': 0.92 },
      text: message,
      rule: `bind ${bind}`,
    },
  }
}

/** HAProxy's HTTP log (`option httplog`), also behind a syslog prefix, and its line for a failed TLS handshake. */
export const haproxy: LogFormat = {
  id: 'haproxy-http',
  product: 'haproxy',
  layer: 'proxy',
  source: 'https://docs.haproxy.org/3.0/configuration.html#8.5',
  read,
  examples: [
    {
      line: 'Jan  2 12:00:00 lb-1 haproxy[14389]: 203.0.113.9:33317 [02/Jan/2026:12:00:00.655] www www/<NOSRV> 0/-1/-1/-1/0 403 192 - - PR-- 1/1/0/0/0 0/0 "GET /private HTTP/1.1"',
      verdict: 'denied',
      cause: 'server-directive',
      rule: 'frontend www',
      status: 403,
      path: '/private',
      client: '203.0.113.9',
      layer: 'proxy',
    },
    {
      line: '203.0.113.9:33317 [02/Jan/2026:12:00:00.655] www~ api/<NOSRV> 0/-1/-1/-1/0 429 117 - - PR-- 1/1/0/0/0 0/0 {api.example|curl} "GET /v1 HTTP/2.0"',
      verdict: 'rate-limited',
      cause: 'rate-limit',
      rule: 'backend api',
    },
    {
      line: '203.0.113.9:33317 [02/Jan/2026:12:00:00.655] www www/<NOSRV> 0/5001/-1/-1/5001 500 212 - - PT-- 1/1/0/0/0 0/0 "GET /wp-login.php HTTP/1.1"',
      verdict: 'denied',
      cause: 'server-directive',
    },
    {
      line: '203.0.113.9:33317 [02/Jan/2026:12:00:00.655] www www/<NOSRV> 0/-1/-1/-1/0 403 192 - - LR-- 1/1/0/0/0 0/0 "GET /closed HTTP/1.1"',
      verdict: 'denied',
      cause: 'server-directive',
      rule: 'frontend www',
    },
    {
      line: '203.0.113.9:33317 [02/Jan/2026:12:00:00.655] www app/web1 10/0/30/69/109 403 2750 - - ---- 1/1/1/1/0 0/0 "GET /orders HTTP/1.1"',
      verdict: 'denied',
      product: 'unknown',
      layer: 'unknown',
    },
    {
      line: '203.0.113.9:33317 [02/Jan/2026:12:00:00.655] www app/web1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 "GET /orders HTTP/1.1"',
      verdict: 'allowed',
      denial: null,
    },
    {
      line: '203.0.113.9:33317 [02/Jan/2026:12:00:00.655] www www/<NOSRV> -1/-1/-1/-1/0 -1 0 - - PR-- 1/1/0/0/0 0/0 "GET /reject/x HTTP/1.1"',
      verdict: 'denied',
      cause: 'server-directive',
      rule: 'frontend www',
      path: '/reject/x',
    },
    {
      line: '203.0.113.9:33317 [02/Jan/2026:12:00:00.655] www/1: SSL client certificate not trusted',
      cause: 'client-certificate',
      verdict: 'denied',
    },
  ],
}
