import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { findReason, type LogReason } from '../log-reason.ts'
import { readTarget } from '../read-request-line.ts'

const HEAD = /^(?:(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,]\d{3,9}(?:Z|[+-]\d\d:\d\d)?) {1,4})?\[?(?:TRACE|DEBUG|INFO|WARN|ERROR)\]? {1,4}/
const WRITER =
  /\bo\.s\.(?:s\.|security\.|w\.)|org\.springframework\.(?:security|web)|SecurityConfig|FilterChainProxy|AuthorizationFilter|FilterSecurityInterceptor|ExceptionTranslationFilter|CsrfFilter|AccessDeniedException/
const TARGET =
  /\b(?:found for|Securing|Secured|GET|POST|PUT|PATCH|DELETE) {1,2}(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) )?(https?:\/\/\S{1,1000}|\/\S{0,1000})/
const TRACE = /\[(?:[\w.-]{1,60},)?([\da-f]{32}|[\da-f]{16})[,-]([\da-f]{16})/

/** Source: the filters of Spring Security in org.springframework.security.web. */
const REASONS: readonly LogReason[] = [
  {
    says: 'invalid csrf token found for',
    means: 'Spring Security refuses the request since its CSRF token is missing or another than the one of the session',
    causes: { 'session-state': 0.95 },
    rule: 'CsrfFilter',
  },
  {
    says: 'could not verify the provided csrf token',
    means: 'The session that held the CSRF token is gone',
    causes: { 'session-state': 0.95 },
    rule: 'CsrfFilter',
  },
  {
    says: 'sending anonymousauthenticationtoken',
    means: 'Nobody is logged in for Spring Security, and this path wants somebody',
    causes: { 'invalid-token': 0.7, 'session-state': 0.5 },
    verdict: 'not-authenticated',
    rule: 'ExceptionTranslationFilter',
  },
  {
    says: 'full authentication is required to access this resource',
    means: 'Nobody is logged in for Spring Security, and this path wants somebody',
    causes: { 'invalid-token': 0.7, 'session-state': 0.5 },
    verdict: 'not-authenticated',
  },
  {
    says: 'failed to authorize',
    match: /Failed to authorize .{0,1000}?(?:with|using) authorization manager (\S{1,200})/i,
    means: 'An authorization rule of Spring Security said no to this user',
    causes: { 'insufficient-permissions': 0.85 },
  },
  {
    says: 'failed to authorize',
    means: 'An authorization rule of Spring Security said no to this user',
    causes: { 'insufficient-permissions': 0.85 },
  },
  {
    says: 'to access denied handler since access is denied',
    match: /^/,
    means: 'The user is known to Spring Security, but no rule lets this user in',
    causes: { 'insufficient-permissions': 0.9 },
    rule: 'ExceptionTranslationFilter',
  },
  {
    says: 'access is denied',
    means: 'Spring Security refuses this user: no rule lets this user in',
    causes: { 'insufficient-permissions': 0.85 },
  },
  {
    says: 'access denied',
    means: 'Spring Security refuses this user: no rule lets this user in',
    causes: { 'insufficient-permissions': 0.8 },
  },
  { says: 'bad credentials', means: 'User or password is wrong', causes: { 'invalid-token': 0.92 }, verdict: 'not-authenticated' },
  {
    says: 'invalid cors request',
    means: 'Spring refuses this Origin (CORS)',
    causes: { 'session-state': 0.4, 'server-directive': 0.6 },
    rule: 'CORS',
  },
  { says: 'reject: http', match: /origin/i, means: 'Spring refuses this Origin (CORS)', causes: { 'server-directive': 0.7 }, rule: 'CORS' },
  {
    says: 'the request was rejected because the',
    match: /because the (.{1,120})/,
    means: "Spring's HttpFirewall found the URL, method or a header suspicious",
    causes: { 'method-or-path': 0.8, 'waf-rule': 0.4 },
    verdict: 'denied',
  },
]

function read({ text }: LogText): LogFacts | undefined {
  const start = text.slice(0, 8_192)
  if (!WRITER.test(start)) return undefined
  const said = findReason(start, REASONS)
  if (!said) return undefined
  const target = TARGET.exec(start)?.[1]
  const [, trace] = TRACE.exec(start) ?? []
  return {
    when: HEAD.exec(start)?.[1],
    ...(target ? readTarget(target) : {}),
    references: [{ name: 'trace id', value: trace }],
    said: { ...said, text: said.text.replace(HEAD, '') },
  }
}

/** Spring Security at debug or trace level, and its exceptions in an application log. */
export const spring: LogFormat = {
  id: 'spring-security',
  product: 'spring-security',
  layer: 'application',
  source: 'https://docs.spring.io/spring-security/reference/servlet/architecture.html#servlet-logging',
  read,
  examples: [
    {
      line: '2026-01-02T12:00:00.123+01:00 DEBUG 4711 --- [shop] [nio-8080-exec-1] o.s.security.web.csrf.CsrfFilter         : Invalid CSRF token found for http://shop.example/orders',
      cause: 'session-state',
      rule: 'CsrfFilter',
      path: '/orders',
      iso: '2026-01-02T11:00:00.123Z',
      layer: 'application',
      verdict: 'denied',
    },
    {
      line: '2026-01-02 12:00:00.123 TRACE 4711 --- [nio-8080-exec-1] o.s.s.w.a.ExceptionTranslationFilter     : Sending UsernamePasswordAuthenticationToken [Principal=jane] to access denied handler since access is denied',
      cause: 'insufficient-permissions',
      rule: 'ExceptionTranslationFilter',
    },
    {
      line: '2026-01-02 12:00:00.123 TRACE 4711 --- [nio-8080-exec-1] o.s.s.w.a.ExceptionTranslationFilter     : Sending AnonymousAuthenticationToken [Principal=anonymousUser] to authentication entry point since access is denied',
      verdict: 'not-authenticated',
    },
    {
      line: '2026-01-02 12:00:00.123 ERROR 4711 --- [nio-8080-exec-1] c.s.OrdersController : org.springframework.security.access.AccessDeniedException: Access is denied',
      cause: 'insufficient-permissions',
    },
  ],
}
