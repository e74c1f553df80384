import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { findReason } from '../log-reason.ts'
import { APACHE_REASONS } from './apache-reasons.ts'

const TIME = /^\[([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,6})? \d{4})\] /
const BRACKET = /^\[([^\]]{0,200})\] ?/
const SYSTEM_ERROR = /^\(\d{1,6}\)[^:[]{1,100}: /
const CODE = /^AH\d{5}: /
const CLIENT_PORT = /:\d{1,5}$/
/** mod_allowmethods names the method: only a request with it is meant. */
const METHOD = /^(?:AH01623: )?client method denied by server configuration: '([A-Z-]{1,20})' to /

/** mod_auth_* and mod_authz_core name the user and the request's own path; so does the walk over directories. */
const USER = /^(?:AH\d{5}: )?user ([^\s:]{1,200})(?::| not found| in realm)/
const URI = /(?:failure|requirements) for "(\/[^"\s]{0,1000})|not found: (\/\S{0,1000})|access to (\/\S{0,1000}) (?:denied|failed because)/

/** An Apache error line taken apart: module and level, client, unique id where the format logs it, and the message. */
export type ApacheError = { when: string; module: string; client?: string; id?: string; message: string }

/** Takes an Apache error line apart (2.2 and 2.4); undefined for any other line. */
export function splitApacheError(text: string): ApacheError | undefined {
  const time = TIME.exec(text)
  const level = time && BRACKET.exec(text.slice(time[0].length))
  if (!time || !level) return undefined
  const { brackets, rest } = takeBrackets(text.slice(time[0].length + level[0].length))
  const client = brackets
    .find((each) => each.startsWith('client ') || each.startsWith('remote '))
    ?.slice(7)
    .replace(CLIENT_PORT, '')
  return { when: time[1] ?? '', module: (level[1] ?? '').split(':')[0] ?? '', ...(client ? { client } : {}), message: rest }
}

/** The brackets in front of the message; a system error stands between them: `[pid 9] (13)Permission denied: [client …]`. */
function takeBrackets(text: string): { brackets: string[]; rest: string } {
  const brackets: string[] = []
  let rest = text
  let system = ''
  for (let count = 0; count < 8; count += 1) {
    const bracket = BRACKET.exec(rest)
    const error = system === '' ? SYSTEM_ERROR.exec(rest) : null
    if (!bracket && !error) break
    if (bracket) brackets.push(bracket[1] ?? '')
    else system = error?.[0] ?? ''
    rest = rest.slice((bracket ?? error)?.[0].length)
  }
  return { brackets, rest: CODE.test(rest) || system === '' ? rest : `${system}${rest}` }
}

function read({ text }: LogText): LogFacts | undefined {
  const line = splitApacheError(text)
  const said = line && findReason(withoutReferer(line.message), APACHE_REASONS)
  if (!line || !said) return undefined
  const [method, user, path] = [METHOD, USER, URI].map((pattern) => pattern.exec(line.message)?.slice(1).find(Boolean))
  return { when: line.when, method, client: line.client, user, path, said }
}

/** The client writes the referer; what it says is no reason. */
function withoutReferer(message: string): string {
  const at = message.lastIndexOf(', referer: ')
  return at < 0 ? message : message.slice(0, at)
}

/** The error log of the Apache HTTP server. */
export const apacheError: LogFormat = {
  id: 'apache-error',
  product: 'apache-httpd',
  layer: 'web-server',
  source: 'https://httpd.apache.org/docs/2.4/mod/core.html#errorlogformat',
  read,
  examples: [
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [authz_core:error] [pid 12:tid 139] [client 203.0.113.9:51877] AH01630: client denied by server configuration: /srv/www/private, referer: https://shop.example/',
      cause: 'server-directive',
      rule: 'Require',
      client: '203.0.113.9',
      verdict: 'denied',
      layer: 'web-server',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [access_compat:error] [pid 12] [client 2001:db8::9:51877] AH01797: client denied by server configuration: /srv/www/',
      cause: 'server-directive',
      rule: 'Deny',
      client: '2001:db8::9',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [autoindex:error] [pid 12] [client 203.0.113.9:51877] AH01276: Cannot serve directory /srv/www/: No matching DirectoryIndex (index.html) found, and server-generated directory index forbidden by Options directive',
      cause: 'server-directive',
      rule: 'Options -Indexes',
    },
    {
      line: "[Fri Jan 02 12:00:00.123456 2026] [core:error] [pid 12] (13)Permission denied: [client 203.0.113.9:51877] AH00035: access to /a/b denied (filesystem path '/srv/www/a') because search permissions are missing on a component of the path",
      cause: 'file-permissions',
      path: '/a/b',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [core:error] [pid 12] (13)Permission denied: [client 203.0.113.9:51877] AH00132: file permissions deny server access: /srv/www/secret.html',
      cause: 'file-permissions',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [core:error] [pid 12] [client 203.0.113.9:51877] AH00037: Symbolic link not allowed or link target not accessible: /srv/www/link',
      cause: 'server-directive',
      rule: 'Options FollowSymLinks',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [auth_basic:error] [pid 12] [client 203.0.113.9:51877] AH01617: user alice: authentication failure for "/admin": Password Mismatch',
      cause: 'invalid-token',
      path: '/admin',
      verdict: 'not-authenticated',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [authz_core:error] [pid 12] [client 203.0.113.9:51877] AH01631: user alice: authorization failure for "/admin":',
      cause: 'insufficient-permissions',
      path: '/admin',
      verdict: 'denied',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [ssl:error] [pid 12] [client 203.0.113.9:51877] AH02219: access to /srv/www/tls/a failed, reason: SSL connection required',
      cause: 'server-directive',
      rule: 'SSLRequireSSL',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [ssl:error] [pid 12] AH02032: Hostname shop.example provided via SNI and hostname other.example provided via HTTP have no compatible SSL setup',
      cause: 'method-or-path',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [ssl:error] [pid 12] [client 203.0.113.9:51877] AH02261: Re-negotiation handshake failed',
      cause: 'client-certificate',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [ssl:info] [pid 12] [client 203.0.113.9:51877] AH02039: Certificate Verification: Error (10): certificate has expired',
      cause: 'client-certificate',
      rule: '(10): certificate has expired',
    },
    {
      line: "[Fri Jan 02 12:00:00.123456 2026] [allowmethods:error] [pid 12] [client 203.0.113.9:51877] AH01623: client method denied by server configuration: 'DELETE' to /srv/www/a",
      cause: 'method-or-path',
      rule: 'DELETE',
      method: 'DELETE',
    },
    {
      line: '[Fri Jan 02 12:00:00 2026] [error] [client 203.0.113.9] client denied by server configuration: /srv/www/private',
      cause: 'server-directive',
    },
    {
      line: '[Fri Jan 02 12:00:00.123456 2026] [qos:error] [pid 12] [client 203.0.113.9:51877] mod_qos(031): access denied, QS_SrvMaxConnPerIP rule: max=30, concurrent connections=31, c=203.0.113.9',
      cause: 'rate-limit',
      rule: 'QS_SrvMaxConnPerIP',
      product: 'mod_qos',
    },
  ],
}
