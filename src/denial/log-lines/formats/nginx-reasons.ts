import type { LogReason } from '../log-reason.ts'

const BAD_PASSWORD = { causes: { 'invalid-token': 0.92 }, verdict: 'not-authenticated' } as const
const CERTIFICATE = { 'client-certificate': 0.97 } as const

/**
 * What the error log of nginx says of a refusal. Sources: the modules of the same names in nginx's own sources
 * (access, autoindex, limit_req, limit_conn, auth_request, auth_basic, ssl), and the NAXSI wiki.
 */
export const NGINX_REASONS: readonly LogReason[] = [
  {
    says: 'access forbidden by rule',
    means: 'A deny directive of nginx (allow, deny) refuses this address or everybody on this location',
    causes: { 'server-directive': 0.75, 'ip-or-geo-restriction': 0.6 },
    rule: 'deny',
  },
  {
    says: 'directory index of',
    match: /is forbidden/,
    means: 'The path is a directory without an index file, and nginx may not list it (autoindex is off)',
    causes: { 'server-directive': 0.9 },
    rule: 'autoindex',
  },
  { says: 'limiting requests, dry run', means: 'A limit that is only tried out', causes: null },
  { says: 'delaying request', means: 'A request that waits and then passes', causes: null },
  {
    says: 'limiting requests, excess',
    match: /by zone "([^"]{1,100})"/,
    means: 'Too many requests for this limit_req zone of nginx',
    causes: { 'rate-limit': 0.98 },
    verdict: 'rate-limited',
  },
  { says: 'limiting connections, dry run', means: 'A limit that is only tried out', causes: null },
  {
    says: 'limiting connections by zone',
    match: /by zone "([^"]{1,100})"/,
    means: 'Too many connections at once for this limit_conn zone of nginx',
    causes: { 'rate-limit': 0.98 },
    verdict: 'rate-limited',
  },
  {
    says: 'auth request unexpected status',
    means: 'The service that auth_request asks gave neither 2xx nor 401 or 403, so nginx let nobody pass',
    causes: { 'auth-gateway': 0.9 },
    rule: 'auth_request',
    verdict: 'disguised',
  },
  {
    says: 'connect() to unix:',
    match: /\(13: Permission denied\)/,
    means: 'nginx may not open the socket of the application (file mode or SELinux): it answers 502',
    causes: { 'file-permissions': 0.9 },
    verdict: 'error',
  },
  {
    says: '(13: permission denied) while connecting to upstream',
    means: 'The system does not let nginx connect to the application (mostly SELinux): it answers 502',
    causes: { 'file-permissions': 0.7 },
    verdict: 'error',
  },
  {
    says: '(13: permission denied)',
    match: /(?:open|stat|openat|opendir|realpath|lstat)\(\)|is (?:forbidden|not found)/,
    means: 'The user that nginx runs as may not read this file, or may not pass a directory above it',
    causes: { 'file-permissions': 0.97 },
  },
  {
    says: '(13: permission denied)',
    match: /(?:rename|mkdir|unlink|rmdir)\(\)/,
    means: 'The user that nginx runs as may not write here (dav_methods): it answers 500',
    causes: { 'file-permissions': 0.95 },
    verdict: 'error',
  },
  {
    says: '(40: too many levels of symbolic links)',
    match: /(?:open|openat|stat|lstat)\(\)/,
    means: 'The path is or passes a symbolic link that nginx may not follow (disable_symlinks)',
    causes: { 'server-directive': 0.9 },
    rule: 'disable_symlinks',
  },
  {
    says: 'client sent no required ssl certificate',
    means: 'nginx wants a client certificate here and the client sent none',
    causes: CERTIFICATE,
    rule: 'ssl_verify_client',
  },
  {
    says: 'client ssl certificate verify error',
    match: /verify error: \(([^()]{1,200})\)/,
    means: "nginx does not accept the client's certificate",
    causes: CERTIFICATE,
  },
  { says: 'while ssl handshaking to upstream', means: 'A handshake with the application, not with the client', causes: null },
  {
    says: 'peer did not return a certificate',
    match: /while SSL handshaking/,
    means: 'The TLS handshake wants a client certificate and got none',
    causes: CERTIFICATE,
    rule: 'ssl_verify_client',
  },
  {
    says: 'certificate verify failed',
    match: /while SSL handshaking/,
    means: "The client's certificate failed verification in the TLS handshake",
    causes: CERTIFICATE,
  },
  {
    says: 'client intended to send too large',
    means: 'The body is larger than this location allows: nginx answers 413',
    causes: { 'server-directive': 0.95 },
    rule: 'client_max_body_size',
    verdict: 'denied',
  },
  { says: 'password mismatch', match: /^user "/, means: 'Basic login: the password is wrong', ...BAD_PASSWORD },
  { says: 'was not found in', match: /^user "/, means: 'Basic login: no such user in the password file', ...BAD_PASSWORD },
  { says: 'no user/password was provided', means: 'Basic login: the request carries no user and password', ...BAD_PASSWORD },
  {
    says: 'naxsi_fmt',
    match: /(?:&block=1|&drop=1).{0,1000}[?&]id0=(\d{1,10})/,
    means: 'The NAXSI firewall in nginx blocked the request: its score is over the limit',
    causes: { 'waf-rule': 0.97 },
    layer: 'waf',
    product: 'naxsi',
  },
]
