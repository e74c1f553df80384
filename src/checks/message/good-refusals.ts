import type { Cause } from '../../denial/denial.ts'
import type { Topic } from './message-finding.ts'

/** How one kind of refusal is told: a slug for its type, a short title, and what a person reads. None says what a stranger must not learn. */
export type GoodRefusal = { slug: string; title: string; detail: string }

const SIGN_IN: GoodRefusal = { slug: 'sign-in-again', title: 'Sign in again', detail: 'Your sign-in has expired: please sign in again.' }
const NO_SESSION: GoodRefusal = { slug: 'session-ended', title: 'Session ended', detail: 'Your session has ended: please sign in again.' }
const FORM: GoodRefusal = { slug: 'page-too-old', title: 'Page too old', detail: 'Your page was open too long: reload it and try again.' }
const PERMISSION: GoodRefusal = {
  slug: 'permission-missing',
  title: 'Permission missing',
  detail: 'You lack the permission that this action needs.',
}
const ROLE: GoodRefusal = { slug: 'role-missing', title: 'Not part of your role', detail: 'Your role does not include this action.' }
const SCOPE: GoodRefusal = {
  slug: 'scope-missing',
  title: 'Scope missing',
  detail: 'Your client lacks the scope that this request needs.',
}
const OTHER_ORGANISATION: GoodRefusal = {
  slug: 'other-organisation',
  title: 'Not in this organisation',
  detail: 'Nothing here is open to the organisation that you are signed in to: switch to another one if you belong to several.',
}
const FEATURE: GoodRefusal = { slug: 'feature-off', title: 'Feature not enabled', detail: 'This feature is not enabled for your account.' }
const PLAN: GoodRefusal = { slug: 'plan', title: 'Not in your plan', detail: 'Your plan does not include this.' }
const NETWORK: GoodRefusal = { slug: 'network', title: 'Network not allowed', detail: 'Access from your network is not allowed.' }
const REGION: GoodRefusal = { slug: 'region', title: 'Not available here', detail: 'This is not available in your region.' }
const RATE: GoodRefusal = {
  slug: 'too-many-requests',
  title: 'Too many requests',
  detail: 'Too many requests: please wait a moment and try again.',
}
const PROTECTION: GoodRefusal = {
  slug: 'protection',
  title: 'Stopped by a protection',
  detail: 'A protection stopped this request. If you meant no harm, say what you were doing.',
}
const METHOD: GoodRefusal = { slug: 'method', title: 'Not offered', detail: 'This address does not offer this action.' }
const OUR_SIDE: GoodRefusal = {
  slug: 'misconfigured',
  title: 'Not available at the moment',
  detail: 'This should probably work for you and does not: the fault may be on our side.',
}

/** Where nobody knows who asks. */
export const WHO_ARE_YOU: GoodRefusal = { slug: 'sign-in', title: 'Sign in', detail: 'Please sign in to use this.' }
/** Where nothing more is known. */
export const NOT_FOR_YOU: GoodRefusal = {
  slug: 'not-allowed',
  title: 'Not allowed',
  detail: 'You are signed in, but this is not allowed for you.',
}

/** The refusal that a cause asks for; causes that say nothing to the person who is refused are left out. */
export const BY_CAUSE: Readonly<Partial<Record<Cause, GoodRefusal>>> = {
  'insufficient-permissions': PERMISSION,
  'role-misassignment': ROLE,
  'api-scope': SCOPE,
  'invalid-token': SIGN_IN,
  'session-state': NO_SESSION,
  'ip-or-geo-restriction': NETWORK,
  'feature-gate': FEATURE,
  tenancy: OTHER_ORGANISATION,
  'rate-limit': RATE,
  'waf-rule': PROTECTION,
  'bot-challenge': PROTECTION,
  'method-or-path': METHOD,
  'acl-misconfigured': OUR_SIDE,
  'file-permissions': OUR_SIDE,
  'server-directive': OUR_SIDE,
  'upstream-denied': OUR_SIDE,
  'default-deny': OUR_SIDE,
}

/** The refusal that a topic asks for, the more telling topics first. */
export const BY_TOPIC: readonly (readonly [Topic, GoodRefusal])[] = [
  ['csrf', FORM],
  ['scope', SCOPE],
  ['role', ROLE],
  ['permission', PERMISSION],
  ['tenant', OTHER_ORGANISATION],
  ['feature', FEATURE],
  ['plan', PLAN],
  ['region', REGION],
  ['address', NETWORK],
  ['rate', RATE],
  ['session', NO_SESSION],
  ['expired', SIGN_IN],
]
