import type { Verdict } from '../../denial.ts'
import type { Causes } from '../../signature.ts'

type Meaning = { means: string; causes: Causes; verdict?: Verdict }

const DIRECTIVE = { 'server-directive': 0.9 } as const
const CERTIFICATE = { 'client-certificate': 0.97 } as const
const FILTERED = { 'waf-rule': 0.85, 'server-directive': 0.5 } as const
const LIMITED = { causes: { 'rate-limit': 0.97 }, verdict: 'rate-limited' } as const
const LOGIN = { verdict: 'not-authenticated' } as const
const HIDDEN = { verdict: 'disguised' } as const

/** What IIS means by status and sub-status. Source: Microsoft, "HTTP status code overview" of IIS. */
export const IIS_MEANINGS: Readonly<Record<string, Meaning>> = {
  '401.1': { means: 'The login failed: user or password is wrong', causes: { 'invalid-token': 0.92 }, ...LOGIN },
  '401.2': { means: 'No login method that both sides know', causes: { 'invalid-token': 0.6, 'server-directive': 0.5 }, ...LOGIN },
  '401.3': {
    means: 'The user is known, but the file permissions (NTFS ACL) do not let this user in',
    causes: { 'file-permissions': 0.95 },
    verdict: 'denied',
  },
  '401.4': { means: 'A filter refused the login', causes: { 'auth-gateway': 0.7 }, ...LOGIN },
  '401.5': {
    means: 'An ISAPI or CGI application refused the login',
    causes: { 'insufficient-permissions': 0.5, 'invalid-token': 0.4 },
    ...LOGIN,
  },
  '401.7': { means: 'The URL authorization policy refuses this user', causes: { 'insufficient-permissions': 0.8 }, verdict: 'denied' },
  '403.1': { means: 'Scripts and programs may not run in this directory', causes: DIRECTIVE },
  '403.2': { means: 'Reading is not allowed in this directory', causes: DIRECTIVE },
  '403.3': { means: 'Writing is not allowed in this directory', causes: { 'server-directive': 0.8, 'file-permissions': 0.5 } },
  '403.4': { means: 'This path is served over TLS only', causes: DIRECTIVE },
  '403.5': { means: 'This path wants stronger TLS', causes: DIRECTIVE },
  '403.6': { means: "The client's address is refused (IP and domain restrictions)", causes: { 'ip-or-geo-restriction': 0.97 } },
  '403.7': { means: 'A client certificate is required and none was sent', causes: CERTIFICATE },
  '403.8': { means: "The client's domain name is refused", causes: { 'ip-or-geo-restriction': 0.9 } },
  '403.9': { means: 'Too many users are connected', ...LIMITED },
  '403.10': {
    means: 'The configuration of this server is not valid for what was asked',
    causes: { 'acl-misconfigured': 0.6, 'server-directive': 0.5 },
  },
  '403.11': { means: 'The password has changed', causes: { 'invalid-token': 0.8 } },
  '403.12': {
    means: 'The certificate maps to a user who may not enter',
    causes: { 'client-certificate': 0.85, 'insufficient-permissions': 0.5 },
  },
  '403.13': { means: 'The client certificate is revoked, or its revocation list cannot be reached', causes: CERTIFICATE },
  '403.14': { means: 'The path is a directory without a default document, and listing is off', causes: DIRECTIVE },
  '403.15': { means: 'More client licences are in use than there are', causes: { 'rate-limit': 0.6, 'feature-gate': 0.5 } },
  '403.16': { means: 'The client certificate is not trusted', causes: CERTIFICATE },
  '403.17': { means: 'The client certificate has expired, or is not valid yet', causes: CERTIFICATE },
  '403.18': { means: 'This URL cannot be run in the current application pool', causes: DIRECTIVE },
  '403.19': {
    means: 'The application pool may not run CGI for this client',
    causes: { 'server-directive': 0.8, 'insufficient-permissions': 0.3 },
  },
  '403.20': { means: 'The Passport login failed', causes: { 'invalid-token': 0.8 } },
  '403.21': { means: 'The source of the file may not be read', causes: DIRECTIVE },
  '403.22': { means: 'WebDAV: infinite depth is refused', causes: { 'method-or-path': 0.85 } },
  '403.501': { means: 'Dynamic IP restrictions: too many requests at once from this address', ...LIMITED },
  '403.502': { means: 'Dynamic IP restrictions: too many requests in a short time from this address', ...LIMITED },
  '403.503': { means: "The client's address is refused (IP restrictions)", causes: { 'ip-or-geo-restriction': 0.97 } },
  '404.2': { means: 'The ISAPI or CGI program is not on the list of allowed ones', causes: DIRECTIVE, ...HIDDEN },
  '404.3': { means: 'No MIME type for this ending, so the file is not served', causes: DIRECTIVE, ...HIDDEN },
  '404.4': { means: 'No handler for this path', causes: DIRECTIVE, ...HIDDEN },
  '404.5': { means: 'Request filtering: the URL holds a sequence that is refused', causes: FILTERED, ...HIDDEN },
  '404.6': { means: 'Request filtering: this method is refused', causes: { 'method-or-path': 0.9, 'waf-rule': 0.4 }, ...HIDDEN },
  '404.7': { means: 'Request filtering: this file name extension is refused', causes: FILTERED, ...HIDDEN },
  '404.8': { means: 'Request filtering: the path leads through a hidden namespace', causes: FILTERED, ...HIDDEN },
  '404.10': { means: 'Request filtering: a header is too long', causes: FILTERED, ...HIDDEN },
  '404.11': { means: 'Request filtering: the URL is escaped twice', causes: FILTERED, ...HIDDEN },
  '404.12': { means: 'Request filtering: the URL holds high-bit characters', causes: FILTERED, ...HIDDEN },
  '404.13': { means: 'Request filtering: the body is too large', causes: { 'server-directive': 0.9 }, ...HIDDEN },
  '404.14': { means: 'Request filtering: the URL is too long', causes: FILTERED, ...HIDDEN },
  '404.15': { means: 'Request filtering: the query is too long', causes: FILTERED, ...HIDDEN },
  '404.18': { means: 'Request filtering: the query holds a sequence that is refused', causes: FILTERED, ...HIDDEN },
  '404.19': { means: 'Request filtering: a filtering rule refused', causes: FILTERED, ...HIDDEN },
}
