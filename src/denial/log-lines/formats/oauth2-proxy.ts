import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { findReason, type LogReason } from '../log-reason.ts'

const TIME = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/
const STANDARD = /^\[(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d)\] \[[\w.-]{1,60}:\d{1,5}\] (.+)$/s
const OUTCOME = /^Auth(?:Failure|Error|Success)$/
const PORT = /^([\d.]{7,15}|\[[\da-fA-F:]{2,45}\]):\d{1,5}$/

/** Source: the messages in oauthproxy.go. */
const REASONS: readonly LogReason[] = [
  {
    says: 'invalid authentication via oauth2: unauthorized',
    means: 'The login worked, but the e-mail address or the groups of this user are not on the list of oauth2-proxy',
    causes: { 'auth-gateway': 0.85, 'insufficient-permissions': 0.6 },
    rule: 'allowed emails, domains or groups',
    verdict: 'denied',
  },
  {
    says: 'while loading csrf cookie',
    means: 'The login came back to a browser without its CSRF cookie: it was started elsewhere, twice, or the cookie was not sent',
    causes: { 'session-state': 0.92 },
    verdict: 'denied',
  },
  {
    says: 'csrf token mismatch',
    means: 'The login came back to a browser without its CSRF cookie: it was started elsewhere, twice, or the cookie was not sent',
    causes: { 'session-state': 0.92 },
    verdict: 'denied',
  },
  {
    says: 'unable to obtain csrf cookie',
    means: 'The browser did not send the CSRF cookie of this login',
    causes: { 'session-state': 0.92 },
    verdict: 'denied',
  },
  {
    says: 'invalid authentication via session: removing session',
    means: 'The session is for a user who may not enter any more',
    causes: { 'auth-gateway': 0.8, 'session-state': 0.5 },
    verdict: 'denied',
  },
  {
    says: 'no valid authentication in request',
    means: 'The request has no session that oauth2-proxy accepts',
    causes: { 'session-state': 0.6, 'invalid-token': 0.5, 'auth-gateway': 0.3 },
    verdict: 'not-authenticated',
  },
  {
    says: 'invalid authentication via basic auth',
    means: 'oauth2-proxy does not know this user and password',
    causes: { 'invalid-token': 0.92 },
    verdict: 'not-authenticated',
  },
  { says: 'authenticated via oauth2', means: 'The login worked', causes: null },
]

function read(line: LogText): LogFacts | undefined {
  const [, when, message = ''] = STANDARD.exec(line.text) ?? []
  if (when !== undefined) {
    const said = findReason(message, REASONS)
    return said && { when, said }
  }
  return line.text.includes(' [20') ? readTemplate(line) : undefined
}

/** `client - id - user [time] [AuthFailure] message`, or `… [time] host METHOD upstream "uri" protocol "agent" status size seconds`. */
function readTemplate({ text, split }: LogText): LogFacts | undefined {
  const [client, dash, id, second, user, time, ...rest] = split()
  if (dash?.text !== '-' || second?.text !== '-' || time?.quote !== '[' || !TIME.test(time.text)) return undefined
  const facts: LogFacts = {
    when: time.text,
    client: client?.text.replace(PORT, '$1'),
    user: user?.text,
    references: [{ name: 'request id', value: id?.text, lookUp: 'oauth2-proxy log and the application log: header X-Request-Id' }],
  }
  const [first, method, upstream, uri, , , status] = rest
  if (first?.quote === '[' && OUTCOME.test(first.text)) {
    const said = findReason(text.slice(text.indexOf(first.text) + first.text.length + 1).trim(), REASONS)
    return said && { ...facts, said }
  }
  if (uri?.quote !== '"' || !/^\d{3}$/.test(status?.text ?? '')) return undefined
  return {
    ...facts,
    host: first?.text,
    method: method?.text,
    path: uri.text,
    status: Number(status?.text),
    answeredBy: upstream?.text === '-' ? 'writer' : 'upstream',
  }
}

/** oauth2-proxy's authentication, request and standard lines. */
export const oauth2Proxy: LogFormat = {
  id: 'oauth2-proxy',
  product: 'oauth2-proxy',
  layer: 'auth-proxy',
  source: 'https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview#logging-configuration',
  read,
  examples: [
    {
      line: '203.0.113.9:51877 - 1a2b3c4d-1a2b-4c3d-8e4f-1a2b3c4d5e6f - jane@shop.example [2026/01/02 12:00:00] [AuthFailure] Invalid authentication via OAuth2: unauthorized',
      cause: 'auth-gateway',
      client: '203.0.113.9',
      reference: '1a2b3c4d-1a2b-4c3d-8e4f-1a2b3c4d5e6f',
      layer: 'auth-proxy',
      verdict: 'denied',
    },
    {
      line: '203.0.113.9 - 1a2b3c4d-1a2b-4c3d-8e4f-1a2b3c4d5e6f - - [2026/01/02 12:00:00] [AuthFailure] Invalid authentication via OAuth2. Error while loading CSRF cookie: CSRF token mismatch, potential attack',
      cause: 'session-state',
    },
    {
      line: '203.0.113.9:51877 - 1a2b3c4d-1a2b-4c3d-8e4f-1a2b3c4d5e6f - jane@shop.example [2026/01/02 12:00:00] shop.example GET - "/orders" HTTP/1.1 "curl/8.5.0" 403 2755 0.001',
      product: 'oauth2-proxy',
      layer: 'auth-proxy',
      verdict: 'denied',
      path: '/orders',
    },
    {
      line: '203.0.113.9:51877 - 1a2b3c4d-1a2b-4c3d-8e4f-1a2b3c4d5e6f - jane@shop.example [2026/01/02 12:00:00] shop.example GET app:8080 "/orders" HTTP/1.1 "curl/8.5.0" 403 31 0.012',
      product: 'unknown',
      verdict: 'denied',
    },
    {
      line: '[2026/01/02 12:00:00] [oauthproxy.go:1009] No valid authentication in request. Initiating login.',
      verdict: 'not-authenticated',
      cause: 'session-state',
    },
  ],
}
