import type { Cause } from '../../denial/denial.ts'

/** What commonly keeps a refusal of this cause from coming back, to begin with; `runbooks/prevention.md` says more. */
export const PREVENTION_BY_CAUSE = {
  'insufficient-permissions': 'Grant permissions by role, name the missing one in the refusal, and say there who grants it.',
  'invalid-token': 'Renew tokens before they expire, watch the clock skew, and answer 401 for a token that does not hold.',
  'ip-or-geo-restriction': 'Keep the allowed ranges in one versioned list, and test it from each network before it is rolled out.',
  'role-misassignment': 'Assign roles by group, check role names against the policy, and review them when people move.',
  'resource-rule': 'Write the rules of single resources beside the policy, and test them with the identities that need them.',
  'session-state': 'Test sign-in, expiry and CSRF in staging with the real cookie attributes and origins.',
  'feature-gate': 'Say in the refusal that a feature or plan is missing, and keep flags and their owners in one place.',
  'acl-misconfigured': 'Keep access lists in version control, review changes, and dry-run them against known requests before rollout.',
  'file-permissions': 'Set owner and mode in the deployment itself, and request a static file in its smoke test.',
  'server-directive': 'Test the server’s configuration against known requests in staging before it is reloaded.',
  'auth-gateway': 'Keep the gateway’s policy beside the routes that it covers, and test a new route with each group.',
  'waf-rule': 'Try new WAF rules in count mode on real traffic first, and keep exclusions narrow and dated.',
  tenancy: 'Carry the tenant in token and path alike, and name both in the log of a refusal.',
  'api-scope': 'Keep scopes fine-grained and documented for each route, and name the missing one in WWW-Authenticate.',
  'rate-limit': 'Answer 429 with Retry-After, and watch clients that come near their quota.',
  'bot-challenge': 'Let known automation in by token or client certificate instead of by its User-Agent.',
  'method-or-path': 'Document methods and exact paths for each route, and answer 405 or 404 where they are meant.',
  'default-deny': 'Create the first allow rule together with each new namespace, project or service.',
  'client-certificate': 'Watch certificates’ expiry dates, and test the handshake from each client.',
  'upstream-denied': 'Give the gateway an identity of its own with least privilege, and alert when an upstream refuses it.',
  unknown: '',
} as const satisfies Record<Cause, string>
