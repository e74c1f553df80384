import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { findReason, type LogReason } from '../log-reason.ts'

const HEAD = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d): (?:\([a-z_\d-]{1,60}\.c\.\d{1,5}\)|[a-z_\d-]{1,60}\.c\.\d{1,5}:) (.+)$/s
const PATH = /(?:for|access_deny|access_allow|URI) {0,12}:? {0,3}(\/\S{0,1000})/
const CLIENT = /IP: (\S{2,45})/

/** Source: mod_auth.c, mod_access.c, mod_staticfile.c, response.c and http-header-glue.c of lighttpd's sources. */
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
    says: 'url denied as failed to match any from access_allow',
    means: 'url.access-allow of lighttpd does not hold the end of this path',
    causes: { 'server-directive': 0.95 },
    rule: 'url.access-allow',
  },
  {
    says: 'extension forbidden',
    means: 'static-file.exclude-extensions of lighttpd holds the end of this path, and no handler takes it (CGI, FastCGI, proxy)',
    causes: { 'server-directive': 0.95 },
    rule: 'static-file.exclude-extensions',
  },
  {
    says: 'access denied due to symlink restriction',
    means: 'The path is or passes a symbolic link, and server.follow-symlink is off',
    causes: { 'server-directive': 0.95 },
    rule: 'server.follow-symlink',
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

/** The error log of lighttpd; all but what mod_auth says is told only under `debug.log-request-handling`. */
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
    {
      line: '2026-11-23 22:52:05: (mod_access.c.84) url denied as failed to match any from access_allow /only/page.txt',
      cause: 'server-directive',
      rule: 'url.access-allow',
      path: '/only/page.txt',
    },
    {
      line: `2026-11-23 22:52:06: (response.c.536) -- handling subrequest
2026-11-23 22:52:06: (response.c.538) Path         : /srv/site/run/info.php
2026-11-23 22:52:06: (response.c.540) URI          : /run/info.php
2026-11-23 22:52:06: (response.c.542) Pathinfo     :
2026-11-23 22:52:06: (mod_staticfile.c.105) -- NOT handling file as static file, extension forbidden`,
      cause: 'server-directive',
      rule: 'static-file.exclude-extensions',
      path: '/run/info.php',
    },
    {
      line: `2026-11-23 22:52:06: (response.c.205) -- access denied due to symlink restriction
2026-11-23 22:52:06: (response.c.206) Path         : /srv/site/links/link.txt
2026-11-23 22:52:06: (response.c.208) URI          : /links/link.txt`,
      cause: 'server-directive',
      rule: 'server.follow-symlink',
      path: '/links/link.txt',
    },
  ],
}
