import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { readTarget } from '../read-request-line.ts'

const LINE =
  /^(\d{9,10}\.\d{3}) {1,8}\d{1,9} (\S{1,60}) ([A-Z_]{3,60})\/(\d{3}) \d{1,15} ([A-Z_]{2,20}) (\S{1,1000}) (\S{1,200}) ([A-Z_]{3,40})\/(\S{1,200})(?: \S{1,200})?$/
/** In front of a server Squid asks a peer or nobody; on a caller's way out it goes straight to the server. */
const DENIED = 'TCP_DENIED'

function read({ text }: LogText): LogFacts | undefined {
  const [, when, client, tag = '', status = '', method, target = '', user, hierarchy = ''] = LINE.exec(text) ?? []
  if (when === undefined) return undefined
  return {
    when,
    client,
    method,
    ...(method === 'CONNECT' ? { host: target } : readTarget(target)),
    user,
    ...(status === '000' ? {} : { status: Number(status) }),
    ...(tag.startsWith(DENIED) ? saidOf(status) : answeredBy(hierarchy)),
  }
}

function saidOf(status: string): Pick<LogFacts, 'said'> {
  if (status === '407') {
    const means = 'Squid wants a login (proxy_auth) and got none, or a wrong one'
    return { said: { means, causes: { 'auth-gateway': 0.8, 'invalid-token': 0.5 }, text: `${DENIED}/407`, verdict: 'not-authenticated' } }
  }
  const means = 'An http_access rule of Squid refuses; the server behind it was not asked'
  return {
    said: { means, causes: { 'server-directive': 0.7, 'acl-misconfigured': 0.4 }, text: `${DENIED}/${status}`, rule: 'http_access' },
  }
}

function answeredBy(hierarchy: string): Pick<LogFacts, 'answeredBy'> {
  return hierarchy === 'HIER_NONE' ? {} : { answeredBy: 'upstream' }
}

/** Squid's own access log: `TCP_DENIED` is a refusal by Squid, any other tag under 403 one by the server behind it. */
export const squid: LogFormat = {
  id: 'squid',
  product: 'squid',
  layer: 'corporate-proxy',
  source: 'https://wiki.squid-cache.org/Features/LogFormat#squid-native-accesslog-format-in-detail',
  read,
  examples: [
    {
      line: '1795462229.221      1 127.0.0.1 TCP_DENIED/403 3467 GET http://127.0.0.1:40067/closed - HIER_NONE/- text/html',
      cause: 'server-directive',
      rule: 'http_access',
      verdict: 'denied',
      status: 403,
      method: 'GET',
      path: '/closed',
      client: '127.0.0.1',
      iso: '2026-11-23T19:30:29.221Z',
    },
    {
      line: '1795462245.296      0 127.0.0.1 TCP_DENIED/403 3447 CONNECT 127.9.9.9:443 - HIER_NONE/- text/html',
      cause: 'server-directive',
      method: 'CONNECT',
    },
    {
      line: '1795462245.296      0 127.0.0.1 TCP_DENIED/407 3447 CONNECT shop.example:443 - HIER_NONE/- text/html',
      cause: 'auth-gateway',
      verdict: 'not-authenticated',
    },
    {
      line: '1795462237.246     80 127.0.0.1 TCP_MISS/403 512 GET http://shop.example/orders - HIER_DIRECT/203.0.113.9 application/json',
      product: 'unknown',
      verdict: 'denied',
    },
    {
      line: '1795462237.246     80 127.0.0.1 TCP_MISS/200 512 GET http://shop.example/orders - HIER_DIRECT/203.0.113.9 application/json',
      verdict: 'allowed',
      denial: null,
    },
  ],
}
