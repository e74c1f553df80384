import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { findReason, type LogReason } from '../log-reason.ts'

const RUNSERVER = /^\[(\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d)\] "([A-Z]{3,10}) (\S+) HTTP\/[\d.]{1,3}" (\d{3}) \d{1,12}$/
const TIME = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?)/
const MESSAGE =
  /(?:^|[\s\]:])(Forbidden(?: \([^()]{1,200}(?:\([^()]{1,80}\)[^()]{0,80})?\))?|Unauthorized|Too Many Requests|Not Found|Method Not Allowed(?: \([A-Z]{3,10}\))?): (\/\S{0,1000})/

/** Source: django.security, django.request and the reasons in django/middleware/csrf.py. */
const REASONS: readonly LogReason[] = [
  {
    says: 'csrf cookie not set',
    means: 'Django: the request carries no CSRF cookie',
    causes: { 'session-state': 0.95 },
    rule: 'CSRF cookie not set',
  },
  {
    says: 'csrf token missing',
    means: 'Django: the request carries no CSRF token',
    causes: { 'session-state': 0.95 },
    rule: 'CSRF token missing',
  },
  {
    says: 'csrf token from',
    match: /\((CSRF token from .{1,120})\)/,
    means: 'Django: the CSRF token is not the one of the cookie',
    causes: { 'session-state': 0.95 },
  },
  {
    says: 'origin checking failed',
    match: /(Origin checking failed)/,
    means: 'Django: the Origin is not in CSRF_TRUSTED_ORIGINS',
    causes: { 'session-state': 0.95 },
  },
  {
    says: 'referer checking failed',
    match: /(Referer checking failed)/,
    means: 'Django: the Referer is missing or not trusted',
    causes: { 'session-state': 0.92 },
  },
  {
    says: 'invalid http_host header',
    match: /Invalid HTTP_HOST header: '([^']{1,200})'/,
    means: 'Django: this host is not in ALLOWED_HOSTS; it answers 400',
    causes: { 'server-directive': 0.9 },
    verdict: 'denied',
  },
  {
    says: 'disallowedhost',
    means: 'Django: this host is not in ALLOWED_HOSTS; it answers 400',
    causes: { 'server-directive': 0.9 },
    rule: 'ALLOWED_HOSTS',
    verdict: 'denied',
  },
  {
    says: 'forbidden (permission denied)',
    means: 'Django: a view raised PermissionDenied, for this user lacks a permission',
    causes: { 'insufficient-permissions': 0.85 },
    rule: 'PermissionDenied',
  },
  {
    says: 'method not allowed',
    match: /\(([A-Z]{3,10})\)/,
    means: 'Django: the view does not take this method',
    causes: { 'method-or-path': 0.95 },
    verdict: 'denied',
  },
  { says: 'too many requests', means: 'Django: a throttle of the view', causes: { 'rate-limit': 0.95 }, verdict: 'rate-limited' },
  { says: 'unauthorized', means: 'Django: the view wants credentials', causes: { 'invalid-token': 0.8 }, verdict: 'not-authenticated' },
  {
    says: 'forbidden',
    means: 'Django answered 403 and names no reason: a permission class, or a view of its own',
    causes: { 'insufficient-permissions': 0.6 },
  },
]

function read({ text }: LogText): LogFacts | undefined {
  const [, when, method, path, status] = RUNSERVER.exec(text) ?? []
  if (when !== undefined) return { when, method, path, status: Number(status) }
  const start = text.slice(0, 4_096)
  const [message, , target] = MESSAGE.exec(start) ?? []
  const isHost = start.includes('Invalid HTTP_HOST header') || start.includes('DisallowedHost')
  if (message === undefined && !isHost) return undefined
  if (message?.includes('Not Found')) return { when: TIME.exec(start)?.[1], path: target, status: 404 }
  const said = findReason(message ?? start, REASONS)
  return said && { when: TIME.exec(start)?.[1], ...(isHost ? {} : { path: target }), said: { ...said, text: said.text.trim() } }
}

/** What Django's loggers django.request, django.security and django.server write. */
export const django: LogFormat = {
  id: 'django',
  product: 'django',
  layer: 'application',
  source: 'https://docs.djangoproject.com/en/stable/ref/logging/#loggers',
  read,
  examples: [
    {
      line: 'WARNING:django.security.csrf:Forbidden (CSRF cookie not set.): /orders/',
      cause: 'session-state',
      rule: 'CSRF cookie not set',
      path: '/orders/',
      verdict: 'denied',
    },
    { line: 'Forbidden (CSRF token from POST incorrect.): /orders/', cause: 'session-state', rule: 'CSRF token from POST incorrect.' },
    {
      line: '2026-01-02 12:00:00,123 WARNING django.security.csrf Forbidden (Origin checking failed - https://shop.example does not match any trusted origins.): /orders/',
      cause: 'session-state',
      rule: 'Origin checking failed',
    },
    {
      line: 'Forbidden (Permission denied): /admin/orders/',
      cause: 'insufficient-permissions',
      rule: 'PermissionDenied',
      layer: 'application',
    },
    { line: 'Forbidden: /api/orders/', cause: 'insufficient-permissions', path: '/api/orders/' },
    {
      line: "ERROR django.security.DisallowedHost Invalid HTTP_HOST header: 'other.example'. You may need to add 'other.example' to ALLOWED_HOSTS.",
      cause: 'server-directive',
      rule: 'other.example',
    },
    { line: '[02/Jan/2026 12:00:00] "POST /orders/ HTTP/1.1" 403 2870', verdict: 'denied', product: 'unknown', path: '/orders/' },
    { line: '[02/Jan/2026 12:00:00] "GET /orders/ HTTP/1.1" 200 2870', verdict: 'allowed', denial: null },
  ],
}
