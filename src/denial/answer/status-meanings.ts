import type { Verdict } from '../denial.ts'
import type { Causes } from '../signature.ts'

/** What a status says by itself: RFC 9110, 6585, 7725, and the well-known ones of nginx (495, 496), Laravel (419) and IIS. */
type StatusMeaning = { verdict: Verdict; causes: Causes; means: string }

const DENIED = 'The server understood the request and refuses it'

const MEANINGS: Readonly<Record<number, StatusMeaning>> = {
  401: { verdict: 'not-authenticated', causes: { 'invalid-token': 0.5 }, means: 'No valid credentials came with the request' },
  402: { verdict: 'denied', causes: { 'feature-gate': 0.6 }, means: 'Payment or a plan is required' },
  403: { verdict: 'denied', causes: {}, means: DENIED },
  404: { verdict: 'not-found', causes: {}, means: 'Nothing there, or nothing that this caller may know of' },
  405: { verdict: 'denied', causes: { 'method-or-path': 0.85 }, means: 'This method is not allowed on this path' },
  407: { verdict: 'not-authenticated', causes: { 'auth-gateway': 0.7 }, means: 'A proxy on the way out wants to know who asks' },
  410: { verdict: 'not-found', causes: {}, means: 'Gone for good' },
  419: { verdict: 'denied', causes: { 'session-state': 0.85 }, means: 'The page or its CSRF token expired' },
  421: { verdict: 'denied', causes: { 'method-or-path': 0.6 }, means: 'This server is not responsible for that host name' },
  423: { verdict: 'denied', causes: { 'resource-rule': 0.5 }, means: 'The resource is locked' },
  429: { verdict: 'rate-limited', causes: { 'rate-limit': 0.9 }, means: 'Too many requests' },
  444: { verdict: 'denied', causes: { 'server-directive': 0.5 }, means: 'nginx closed the connection on purpose' },
  451: {
    verdict: 'denied',
    causes: { 'ip-or-geo-restriction': 0.7, 'resource-rule': 0.3 },
    means: 'Unavailable for legal reasons, mostly by country',
  },
  495: { verdict: 'denied', causes: { 'client-certificate': 0.95 }, means: 'The client certificate is not valid' },
  496: { verdict: 'denied', causes: { 'client-certificate': 0.95 }, means: 'A client certificate is required and none was sent' },
  511: { verdict: 'not-authenticated', causes: { 'auth-gateway': 0.7 }, means: 'The network itself wants a login (captive portal)' },
}

/** What `status` amounts to before the answer's content is looked at. */
export function statusMeaning(status: number): StatusMeaning {
  const known = MEANINGS[status]
  if (known) return known
  if (status < 400) return { verdict: 'allowed', causes: {}, means: 'The request passed' }
  if (status < 500) return { verdict: 'error', causes: {}, means: 'The request itself was found faulty' }
  return { verdict: 'error', causes: {}, means: 'The server failed; that is no refusal' }
}
