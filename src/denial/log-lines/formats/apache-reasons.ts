import type { LogReason } from '../log-reason.ts'

const PERMISSIONS = { 'file-permissions': 0.97 } as const
const DENIED = { 'server-directive': 0.75, 'ip-or-geo-restriction': 0.6 } as const
const CERTIFICATE = { 'client-certificate': 0.95 } as const
const BAD_LOGIN = { causes: { 'invalid-token': 0.92 }, verdict: 'not-authenticated' } as const

/**
 * What the error log of Apache says of a refusal, by the number of its message; the words without number are those of
 * Apache 2.2 and of modules that have none. Sources: httpd's own sources (server/request.c, modules/aaa, modules/ssl,
 * modules/generators), mod_evasive and mod_qos.
 */
export const APACHE_REASONS: readonly LogReason[] = [
  { says: 'ah01630', means: 'Apache refuses by a Require directive (or because none lets anybody in)', causes: DENIED, rule: 'Require' },
  { says: 'ah01797', means: 'Apache refuses by an Order, Allow and Deny block (mod_access_compat)', causes: DENIED, rule: 'Deny' },
  {
    says: 'ah01276',
    means: 'The path is a directory without an index file, and Options does not allow to list it',
    causes: { 'server-directive': 0.95 },
    rule: 'Options -Indexes',
  },
  {
    says: 'forbidden by options directive',
    means: 'The path is a directory without an index file, and Options does not allow to list it',
    causes: { 'server-directive': 0.95 },
    rule: 'Options -Indexes',
  },
  { says: 'ah00035', means: 'Apache may not pass a directory on the way to the file: its x permission is missing', causes: PERMISSIONS },
  { says: 'ah00036', means: 'Apache could not reach the file: the system error says why', causes: { 'file-permissions': 0.8 } },
  {
    says: 'ah00037',
    means: 'The path is a symbolic link that Options does not allow to follow, or whose target cannot be read',
    causes: { 'server-directive': 0.75, 'file-permissions': 0.5 },
    rule: 'Options FollowSymLinks',
  },
  { says: 'ah00132', means: 'The user that Apache runs as may not read this file', causes: PERMISSIONS },
  {
    says: 'ah00529',
    means: 'Apache cannot read the .htaccess file here, and refuses everything rather than ignore it',
    causes: PERMISSIONS,
    rule: '.htaccess',
  },
  {
    says: 'unable to check htaccess file',
    means: 'Apache cannot read the .htaccess file here, and refuses everything',
    causes: PERMISSIONS,
  },
  { says: 'file permissions deny server access', means: 'The user that Apache runs as may not read this file', causes: PERMISSIONS },
  { says: 'search permissions are missing', means: 'Apache may not pass a directory on the way to the file', causes: PERMISSIONS },
  { says: 'ah01617', means: 'Basic login: the password is wrong', ...BAD_LOGIN },
  { says: 'ah01618', means: 'Basic login: no such user', ...BAD_LOGIN },
  { says: 'ah01614', means: 'Basic login is asked for and the request came with another scheme', ...BAD_LOGIN },
  { says: 'ah01629', means: 'Require wants a user and the request has none', ...BAD_LOGIN, rule: 'Require' },
  { says: 'ah01788', means: 'Digest login: the client did not answer as asked', ...BAD_LOGIN },
  { says: 'ah01790', means: 'Digest login: no such user', ...BAD_LOGIN },
  { says: 'ah01792', means: 'Digest login: the password is wrong', ...BAD_LOGIN },
  {
    says: 'ah01631',
    means: 'The user is known, but Require does not let this user in',
    causes: { 'insufficient-permissions': 0.9, 'role-misassignment': 0.3 },
    rule: 'Require',
  },
  {
    says: 'ah01627',
    means: 'AuthType is set but nothing says who may enter: Apache answers 500',
    causes: { 'acl-misconfigured': 0.8 },
    verdict: 'error',
  },
  {
    says: 'client method denied by server configuration',
    match: /configuration: '([A-Z-]{1,20})'/,
    means: 'AllowMethods does not list this method',
    causes: { 'method-or-path': 0.95 },
  },
  {
    says: 'ah10244',
    means: 'The path is not valid once decoded: Apache answers 400 (often a probe for ../)',
    causes: { 'method-or-path': 0.8 },
    verdict: 'denied',
  },
  {
    says: 'invalid uri path',
    means: 'The path is not valid once decoded: Apache answers 400',
    causes: { 'method-or-path': 0.8 },
    verdict: 'denied',
  },
  {
    says: 'provided via sni and hostname',
    means: 'The host name of the TLS handshake is not that of the Host header: Apache answers 421 or 400',
    causes: { 'method-or-path': 0.75 },
    rule: 'SNI',
  },
  {
    says: 'no hostname was provided via sni',
    means: 'The client sent no host name in the TLS handshake, and SSLStrictSNIVHostCheck wants one',
    causes: { 'method-or-path': 0.75 },
    rule: 'SSLStrictSNIVHostCheck',
  },
  {
    says: 'ah02219',
    means: 'SSLRequireSSL: this path is served over TLS only',
    causes: { 'server-directive': 0.9 },
    rule: 'SSLRequireSSL',
  },
  { says: 'ah02229', means: 'An SSLRequire expression is false for this request', causes: { 'server-directive': 0.8 }, rule: 'SSLRequire' },
  {
    says: 're-negotiation handshake failed',
    means: 'Apache asked for a client certificate on this path and got none that it accepts',
    causes: CERTIFICATE,
    rule: 'SSLVerifyClient',
  },
  {
    says: 'cannot perform post-handshake authentication',
    means: 'This path wants a client certificate, and a TLS 1.3 client that cannot be asked for one afterwards came',
    causes: CERTIFICATE,
    rule: 'SSLVerifyClient',
  },
  {
    says: 'certificate verification: error',
    match: /Error (\(\d{1,3}\): [^[]{1,100})/,
    means: "Apache does not accept the client's certificate",
    causes: CERTIFICATE,
  },
  {
    says: 'peer did not return a certificate',
    means: 'The TLS handshake wants a client certificate and got none',
    causes: CERTIFICATE,
    rule: 'SSLVerifyClient',
  },
  {
    says: 'mod_qos(',
    match: /access denied, (\w{1,60}) rule/,
    means: 'mod_qos refuses: the limit of this directive is reached',
    causes: { 'rate-limit': 0.95 },
    verdict: 'rate-limited',
    product: 'mod_qos',
  },
  { says: 'client denied by server configuration', means: 'Apache refuses by an access directive', causes: DENIED },
  {
    says: 'execcgi is off in this directory',
    means: 'The path is a CGI script, and Options does not allow to run it',
    causes: { 'server-directive': 0.95 },
    rule: 'Options ExecCGI',
  },
]
