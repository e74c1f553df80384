import type { Signature } from '../../signature.ts'

const HUB = { server: 'GitHub.com', 'x-github-media-type': 'github.v3; format=json' }

/** GitHub: its API says the reason in `message` and points to its documentation. */
export const github: readonly Signature[] = [
  {
    id: 'github/saml',
    product: 'github',
    layer: 'saas-api',
    confidence: 0.95,
    statuses: [200, 401, 403, 404],
    any: [{ header: 'x-github-sso' }, { json: 'errors[].extensions.saml_failure', is: 'true' }],
    verdict: 'denied',
    means: 'The organization enforces SAML single sign-on: this token was not authorized for it',
    causes: { 'auth-gateway': 0.7, 'session-state': 0.5, tenancy: 0.2 },
    source:
      'https://docs.github.com/en/authentication/authenticating-with-saml-single-sign-on/about-authentication-with-saml-single-sign-on',
    examples: [
      {
        status: 403,
        headers: { ...HUB, 'x-github-sso': 'required; url=https://github.com/orgs/shop/sso' },
        body: '{"message":"no"}',
        cause: 'auth-gateway',
      },
    ],
  },
  {
    id: 'github/api',
    product: 'github',
    layer: 'saas-api',
    confidence: 0.95,
    any: [
      { header: 'server', match: /^github\.com$/i },
      { header: 'x-github-request-id' },
      { header: 'x-github-media-type' },
      { host: 'api.github.com' },
      { json: 'documentation_url', has: 'docs.github.com' },
      { json: 'documentation_url', has: 'developer.github.com' },
    ],
    none: [{ header: 'x-github-sso' }],
    means: 'The GitHub API refused',
    causes: { 'insufficient-permissions': 0.6 },
    cases: [
      {
        when: { json: 'message', has: 'secondary rate limit' },
        causes: { 'rate-limit': 0.97 },
        verdict: 'rate-limited',
        means: "GitHub's secondary rate limit",
      },
      { when: { json: 'message', has: 'rate limit exceeded' }, causes: { 'rate-limit': 0.97 }, verdict: 'rate-limited' },
      { when: { json: 'message', has: 'abuse detection' }, causes: { 'rate-limit': 0.95 }, verdict: 'rate-limited' },
      { when: { json: 'message', has: 'login attempt exceeded' }, causes: { 'rate-limit': 0.85, 'invalid-token': 0.5 } },
      { when: { json: 'message', has: 'maximum number of login attempts' }, causes: { 'rate-limit': 0.85, 'invalid-token': 0.5 } },
      {
        when: { json: 'message', has: 'not accessible by integration' },
        causes: { 'api-scope': 0.85, 'insufficient-permissions': 0.4 },
        means: 'The GitHub App or Actions token lacks this permission',
      },
      {
        when: { json: 'message', has: 'not accessible by personal access token' },
        causes: { 'api-scope': 0.9, 'insufficient-permissions': 0.4 },
        means: 'The fine-grained token lacks this permission',
      },
      {
        when: { json: 'message', has: 'saml' },
        causes: { 'auth-gateway': 0.8, 'session-state': 0.4 },
        means: 'The organization enforces SAML single sign-on',
      },
      { when: { json: 'message', has: 'oauth app access restrictions' }, causes: { 'resource-rule': 0.7, tenancy: 0.4 } },
      {
        when: { json: 'message', has: 'ip allow list' },
        causes: { 'ip-or-geo-restriction': 0.95 },
        means: "The organization's IP allow list",
      },
      { when: { json: 'message', has: 'user agent' }, causes: { 'resource-rule': 0.8 }, means: 'GitHub wants a User-Agent header' },
      { when: { json: 'message', has: 'bad credentials' }, causes: { 'invalid-token': 0.95 } },
      { when: { json: 'message', has: 'requires authentication' }, causes: { 'invalid-token': 0.9 } },
      {
        when: { json: 'message', match: /not active|disabled|archived|read-only|is not enabled|suspended/i },
        causes: { 'resource-rule': 0.85, 'feature-gate': 0.3 },
      },
      { when: { json: 'message', match: /upgrade|billing|plan|advanced security/i }, causes: { 'feature-gate': 0.85 } },
      { when: { json: 'message', has: 'protected branch' }, causes: { 'resource-rule': 0.9 } },
      {
        when: { json: 'message', has: 'must have' },
        causes: { 'insufficient-permissions': 0.85 },
        means: "The caller's role on this repository or organization is too low",
      },
      { when: { json: 'message', has: 'must be an' }, causes: { 'insufficient-permissions': 0.85, 'role-misassignment': 0.3 } },
    ],
    rule: [{ header: 'x-accepted-oauth-scopes' }, { header: 'x-accepted-github-permissions' }],
    source: 'https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api',
    examples: [
      {
        status: 403,
        headers: HUB,
        body: '{"message":"Must have admin rights to Repository.","documentation_url":"https://docs.github.com/rest"}',
        cause: 'insufficient-permissions',
      },
      {
        status: 403,
        headers: HUB,
        body: '{"message":"API rate limit exceeded for user ID 7."}',
        cause: 'rate-limit',
        verdict: 'rate-limited',
      },
      {
        status: 403,
        headers: { ...HUB, 'x-accepted-github-permissions': 'issues=write' },
        body: '{"message":"Resource not accessible by personal access token"}',
        cause: 'api-scope',
        rule: 'issues=write',
      },
    ],
  },
]
