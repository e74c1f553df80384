import type { Cause, Denial, Verdict } from '../../denial/denial.ts'

/** The next thing to do by cause: the cheapest evidence that settles it. */
const NEXT_BY_CAUSE: Readonly<Record<Cause, string>> = {
  'insufficient-permissions':
    'Send the same request as somebody who has access: if it passes, ask the owner to grant what the answer names.',
  'role-misassignment': 'Compare with a colleague of the same role: whoever passes is in the group that is missing here.',
  'invalid-token': 'Send the request with a fresh token or key; if it passes, look at expiry, issuer and audience of the old one.',
  'api-scope': 'Ask for a token with the scope that is named, and send the request again.',
  'session-state': 'Try a private window: if it passes, log out and in, and look at cookies and the CSRF token.',
  'ip-or-geo-restriction': 'Send the same request from another network; if it passes, ask for this address to be let in.',
  'resource-rule': 'Try a sibling of this resource: if it passes, the rule is on this one alone.',
  'feature-gate': 'Ask whether the plan or the feature flag is on for this account.',
  'acl-misconfigured': 'See what was changed last in the access list, and by whom.',
  'default-deny': 'Look whether anything allows this at all: what is new often has no rule yet.',
  'file-permissions': "Read the server's error log of this moment, then what `namei -l` says on the path.",
  'server-directive': "Read the server's error log of this moment, then the block of its configuration that serves this path.",
  'auth-gateway': 'Ask which policy of the gateway covers this route, and whom it lets in.',
  'waf-rule': "Find this request in the firewall's log by its id or time: the rule is named there. Is it an attack or a false positive?",
  tenancy: 'Compare the tenant in the token with the one that owns the resource.',
  'rate-limit': 'Wait as long as Retry-After says; if it passes then, slow down or ask for a higher limit.',
  'bot-challenge': 'If this client is meant to be a program, have it let in by a token or certificate, not by its User-Agent.',
  'method-or-path': 'Compare method, host, case and trailing slash with what is documented; the Allow header names the methods.',
  'client-certificate': 'Send the request with the client certificate; see that it is valid and its issuer trusted there.',
  'upstream-denied': 'Ask as whom the gateway itself calls the service behind it: that identity was refused.',
  unknown: 'Send it again as somebody who has access, and without credentials: `why403 diagnose METHOD URL` does so and compares.',
}

const NEXT_BY_VERDICT: Readonly<Partial<Record<Verdict, string>>> = {
  allowed: '',
  unreachable: 'Nothing was refused yet: look at the name, the network and TLS first.',
  error: "A failure, not a refusal: read the server's log of this moment.",
  'not-found': 'If it should be there, send the request as somebody who has access: some hide what they refuse.',
  'redirected-to-login': 'Log in and send the request with that session; if it is sent to the login again, look at the cookie.',
}

/** The same where a line of the log was read already. */
const NEXT_WITH_LOG: Readonly<Partial<Record<Cause, string>>> = {
  'server-directive': 'Find the block of the configuration that serves this path: the directive that refuses stands there.',
  'file-permissions': 'See what `namei -l` says on the path: each folder needs x, and the file r, for the user of the server.',
  'waf-rule': 'See what the rule matched: an attack stays refused; for a false positive except this rule for this parameter alone.',
}

/** What to do next, in a sentence; empty when nothing was refused. */
export function nextStep({ verdict, cause, product, evidence }: Denial): string {
  const hasLog = evidence.some(({ where }) => where === 'log')
  if (hasLog && verdict === 'denied' && cause in NEXT_WITH_LOG) return NEXT_WITH_LOG[cause] ?? ''
  if (verdict === 'allowed' && product !== 'unknown') return NEXT_BY_CAUSE[cause]
  return NEXT_BY_VERDICT[verdict] ?? NEXT_BY_CAUSE[cause]
}
