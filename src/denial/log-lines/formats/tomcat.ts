import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { findReason, type LogReason } from '../log-reason.ts'

const HEAD = /^(\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d\.\d{3}) [A-Z]{4,7} \[[^\]]{1,120}\] (\S{1,200}) (.+)$/s

/** Path and address, or host name, of a request that a list refuses. */
const LISTED = /(?:for|of|request) \[(\/[^\]]{0,1000})\](?:.{0,80} based on property \[([^\]]{1,200})\])?/
/** Newer releases log through a class that valves, or filters, share. */
const LIST = /\.(Remote(?:Addr|Host|CIDR)(?:Valve|Filter)|RequestFilter(?:Valve)?)\./

/** Source: LocalStrings of org.apache.catalina.valves, filters and authenticator. */
const REASONS: readonly LogReason[] = [
  {
    says: 'denied request for [',
    match: /based on property \[/,
    means: 'An address list of Tomcat (RemoteAddrValve, RemoteHostValve or the filter of that name) refuses this client',
    causes: { 'ip-or-geo-restriction': 0.95 },
  },
  {
    says: 'denied access to client',
    means: 'A RemoteCIDRValve of Tomcat refuses this client',
    causes: { 'ip-or-geo-restriction': 0.95 },
    rule: 'RemoteCIDR',
  },
  {
    says: 'csrf nonce',
    means: "Tomcat's CSRF filter: the nonce is missing or not of this session",
    causes: { 'session-state': 0.95 },
    rule: 'CsrfPreventionFilter',
  },
  {
    says: 'cors',
    match: /(?:origin|invalid)/i,
    means: "Tomcat's CORS filter refuses this Origin",
    causes: { 'server-directive': 0.8 },
    rule: 'CorsFilter',
  },
  { says: 'failed accesscontrol', means: "Tomcat's realm: the user lacks the role", causes: { 'insufficient-permissions': 0.9 } },
  {
    says: 'failed hasresourcepermission',
    means: 'A security constraint: the user lacks the role',
    causes: { 'insufficient-permissions': 0.9 },
    rule: 'auth-constraint',
  },
  {
    says: 'does not have authorization to access the resource',
    match: /User \[[^\]]/i,
    means: 'A security constraint of web.xml: the user lacks the role',
    causes: { 'insufficient-permissions': 0.9 },
    rule: 'security-constraint',
  },
  { says: 'user authentication failure', means: 'The login did not work', causes: { 'invalid-token': 0.85 }, verdict: 'not-authenticated' },
  { says: 'failed authenticate() test', means: 'The login did not work', causes: { 'invalid-token': 0.85 }, verdict: 'not-authenticated' },
  {
    says: 'is locked',
    match: /user \[([^\]]{1,100})\]/i,
    means: 'The user is locked after too many failed logins (LockOutRealm)',
    causes: { 'invalid-token': 0.7, 'rate-limit': 0.5 },
  },
  {
    says: 'invalid character found in the request target',
    means: 'The path holds a character that RFC 7230 does not allow: Tomcat answers 400',
    causes: { 'method-or-path': 0.9 },
    verdict: 'denied',
  },
]

function read({ text }: LogText): LogFacts | undefined {
  const [, when, writer = '', message = ''] = HEAD.exec(text) ?? []
  if (when === undefined || !writer.startsWith('org.apache.')) return undefined
  const said = findReason(message, REASONS)
  const [, path, client] = LISTED.exec(message) ?? []
  const list = LIST.exec(writer)?.[1]
  return said && { when, ...(path ? { path } : {}), client, said: client && list ? { ...said, rule: list } : said }
}

/** Tomcat's own logs (catalina, localhost); its access log is in common format. */
export const tomcat: LogFormat = {
  id: 'tomcat',
  product: 'tomcat',
  layer: 'web-server',
  source: 'https://tomcat.apache.org/tomcat-10.1-doc/logging.html',
  read,
  examples: [
    {
      line: '02-Jan-2026 12:00:00.123 FINE [http-nio-8080-exec-1] org.apache.catalina.valves.RemoteAddrValve.isAllowed Denied request for [/manager/html] based on property [203.0.113.9]',
      cause: 'ip-or-geo-restriction',
      rule: 'RemoteAddrValve',
      client: '203.0.113.9',
      path: '/manager/html',
      layer: 'web-server',
      verdict: 'denied',
    },
    {
      line: '23-Nov-2026 20:20:40.622 FINE [http-nio-127.0.0.1-37407-exec-1] org.apache.catalina.valves.RequestFilterValve.process Denied request for [/files/page.html] based on property [127.0.0.1]',
      cause: 'ip-or-geo-restriction',
      rule: 'RequestFilterValve',
      path: '/files/page.html',
    },
    {
      line: '23-Nov-2026 19:31:10.819 FINE [http-nio-127.0.0.1-45637-exec-2] org.apache.catalina.filters.RequestFilter.process Denied request for [/office/a.txt] based on property [127.0.0.1]',
      cause: 'ip-or-geo-restriction',
      rule: 'RequestFilter',
      path: '/office/a.txt',
    },
    {
      line: '23-Nov-2026 19:31:10.993 FINE [http-nio-127.0.0.1-45637-exec-2] org.apache.catalina.authenticator.AuthenticatorBase.invoke User [mia] does not have authorization to access the resource',
      cause: 'insufficient-permissions',
      rule: 'security-constraint',
    },
    {
      line: '23-Nov-2026 19:31:10.870 FINE [http-nio-127.0.0.1-45637-exec-2] org.apache.catalina.filters.CsrfPreventionFilter.doFilter Rejecting request for [/csrf/a.txt] with session [(null)] because no CSRF nonce was found',
      cause: 'session-state',
      path: '/csrf/a.txt',
    },
    {
      line: '02-Jan-2026 12:00:00.123 FINE [http-nio-8080-exec-1] org.apache.catalina.authenticator.AuthenticatorBase.invoke Failed accessControl() test',
      cause: 'insufficient-permissions',
    },
    {
      line: '02-Jan-2026 12:00:00.123 WARNING [http-nio-8080-exec-1] org.apache.catalina.realm.LockOutRealm.filterLockedAccounts An attempt was made to authenticate the user [alice] who is locked',
      cause: 'invalid-token',
      rule: 'alice',
    },
  ],
}
