import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { findReason, type LogReason } from '../log-reason.ts'

const HEAD = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d): (?:\([a-z_\d-]{1,60}\.c\.\d{1,5}\)|[a-z_\d-]{1,60}\.c\.\d{1,5}:) (.+)$/s
const PATH = /(?:for|access_deny|URI) {0,12}:? {0,3}(\/\S{0,1000})/
const CLIENT = /IP: (\S{2,45})/

/** Source: mod_auth.c, mod_access.c, response.c and http-header-glue.c of lighttpd's sources. */
const REASONS: readonly LogReason[] = [
  {
    says: "password doesn't match",
    means: 'mod_auth of lighttpd: user or password is wrong, or `require` leaves this user out',
    causes: { 'invalid-token': 0.75, 'insufficient-permissions': 0.4 },
    rule: 'auth.require',
    verdict: 'not-authenticated',
  },
  {
    says: 'rules did not match',
    means: 'mod_auth of lighttpd: `require` leaves this user out',
    causes: { 'insufficient-permissions': 0.85 },
    rule: 'auth.require',
  },
  {
    says: 'get_password failed',
    means: 'mod_auth of lighttpd does not know this user',
    causes: { 'invalid-token': 0.85 },
    rule: 'auth.require',
    verdict: 'not-authenticated',
  },
  {
    says: 'url denied as we match',
    means: 'url.access-deny of lighttpd holds the end of this path',
    causes: { 'server-directive': 0.95 },
    rule: 'url.access-deny',
  },
  {
    says: '-- : permission denied',
    means: 'The user that lighttpd runs as may not read this file, or may not enter a folder above it',
    causes: { 'file-permissions': 0.97 },
  },
]

function read({ text }: LogText): LogFacts | undefined {
  const [, when, message = ''] = HEAD.exec(text) ?? []
  const said = when === undefined ? undefined : findReason(message, REASONS)
  return said && { when, path: PATH.exec(message)?.[1], client: CLIENT.exec(message)?.[1], said }
}

/** The error log of lighttpd; `url.access-deny` and file modes are told only under `debug.log-request-handling`. */
export const lighttpdError: LogFormat = {
  id: 'lighttpd-error',
  product: 'lighttpd',
  layer: 'web-server',
  source: 'https://redmine.lighttpd.net/projects/lighttpd/wiki/DebugVariables',
  read,
  examples: [
    {
      line: "2026-11-23 19:31:05: (mod_auth.c.850) password doesn't match for /basic/a.txt username: bob IP: 127.0.0.1",
      cause: 'invalid-token',
      rule: 'auth.require',
      verdict: 'not-authenticated',
      path: '/basic/a.txt',
      client: '127.0.0.1',
    },
    {
      line: '2026-11-23 20:06:29: (mod_access.c.88) url denied as we match access_deny /a.inc',
      cause: 'server-directive',
      rule: 'url.access-deny',
      path: '/a.inc',
    },
    {
      line: `2026-11-23 20:06:29: (response.c.203) -- : Permission denied
2026-11-23 20:06:29: (response.c.206) Path         : /srv/site/shut/a.txt
2026-11-23 20:06:29: (response.c.208) URI          : /shut/a.txt`,
      cause: 'file-permissions',
      path: '/shut/a.txt',
    },
  ],
}
