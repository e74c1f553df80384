import type { Signature } from '../../signature.ts'

/** RFC 6750 and its kin on any server: the challenge itself tells why. */
export const oauth: readonly Signature[] = [
  {
    id: 'oauth/insufficient-scope',
    product: 'oauth2-resource-server',
    layer: 'application',
    confidence: 0.6,
    any: [
      { scheme: 'bearer', param: 'error', has: 'insufficient_scope' },
      { scheme: 'dpop', param: 'error', has: 'insufficient_scope' },
      { json: 'error', is: 'insufficient_scope' },
    ],
    means: 'The token is valid and lacks a scope (RFC 6750, insufficient_scope)',
    causes: { 'api-scope': 0.96 },
    rule: [
      { param: 'scope' },
      { json: 'scope' },
      { json: 'required_scope' },
      { json: 'error_description', match: /scopes?[: ]{1,3}"?'?([\w:./-]{3,80})/i },
      { header: 'www-authenticate', match: /requires? '?"?([\w:./-]{3,80})'?"? scope/i },
      { json: 'message', match: /\bscopes? ["'`]?([\w-]{1,40}[:./_][\w:./-]{1,60})["'`]? (?:is )?(?:required|missing|needed)/i },
    ],
    source: 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1',
    examples: [
      {
        status: 403,
        headers: { 'www-authenticate': 'Bearer realm="orders", error="insufficient_scope", scope="orders:write"' },
        cause: 'api-scope',
        rule: 'orders:write',
      },
    ],
  },
  {
    id: 'oauth/invalid-token',
    product: 'oauth2-resource-server',
    layer: 'application',
    confidence: 0.55,
    any: [
      { scheme: 'bearer', param: 'error', has: 'invalid_token' },
      { scheme: 'dpop', param: 'error', has: 'invalid_token' },
      { scheme: 'dpop', param: 'error', has: 'invalid_dpop_proof' },
      { scheme: 'dpop', param: 'error', has: 'use_dpop_nonce' },
    ],
    means: 'The token is expired, revoked, malformed or meant for another (RFC 6750, invalid_token)',
    causes: { 'invalid-token': 0.95 },
    source: 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1',
    examples: [
      {
        status: 401,
        headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="The access token expired"' },
        cause: 'invalid-token',
        verdict: 'not-authenticated',
      },
    ],
  },
  {
    id: 'oauth/step-up',
    product: 'oauth2-resource-server',
    layer: 'application',
    confidence: 0.6,
    any: [
      { scheme: 'bearer', param: 'error', has: 'insufficient_user_authentication' },
      { scheme: 'dpop', param: 'error', has: 'insufficient_user_authentication' },
    ],
    means: 'A stronger or fresher login is required (RFC 9470, step-up)',
    causes: { 'session-state': 0.85, 'invalid-token': 0.3 },
    rule: [{ param: 'acr_values' }, { param: 'max_age' }],
    source: 'https://www.rfc-editor.org/rfc/rfc9470',
    examples: [
      {
        status: 401,
        headers: { 'www-authenticate': 'Bearer error="insufficient_user_authentication", acr_values="mfa"' },
        cause: 'session-state',
        rule: 'mfa',
      },
    ],
  },
]
