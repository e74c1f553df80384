import type { Exchange } from '../../exchange.ts'
import type { Check } from '../check.ts'
import type { VerifyFinding, VerifyInput } from './verify-finding.ts'

const PEOPLE = [
  { name: 'ann', role: 'member', kind: 'bearer' },
  { name: 'guest', role: 'guest', kind: 'bearer' },
  { name: 'admin', role: 'admin', kind: 'bearer' },
] as const

function answered(as: string, status: number, body = '', method = 'GET'): Exchange {
  return { as, request: { method, url: 'https://api.test/orders', headers: {} }, response: { status, headers: {}, body } }
}

const REFUSED = [answered('ann', 403, 'No role'), answered('anonymous', 401), answered('guest', 403, 'No role'), answered('admin', 200)]
const STILL_OUT = { '* * as anonymous': { status: 401 }, '* * as guest': { status: 403, body: 'No role' } }

/** What `verify` finds in the cases that decide whether an incident may be closed. */
export const VERIFY_EXAMPLES: Check<typeof VerifyInput, typeof VerifyFinding>['examples'] = [
  {
    name: 'it passes each time, and whoever must stay out does',
    input: {},
    subject: 'ann',
    identities: PEOPLE,
    exchanges: REFUSED,
    replies: { '* * as ann': { status: 200 }, ...STILL_OUT },
    finding: { proven: true, passes: true, before: 403, status: 200, of: 5, keptOut: ['anonymous', 'guest'], stillRefusedForOthers: true },
  },
  {
    name: 'it passes, and so does anonymous: fixed too wide',
    input: {},
    subject: 'ann',
    identities: PEOPLE,
    exchanges: REFUSED,
    replies: { '* * as ann': { status: 200 }, ...STILL_OUT, '* * as anonymous': { status: 200 } },
    finding: { proven: false, passes: true, tooWide: true, passesToo: ['anonymous'], keptOut: ['guest'], stillRefusedForOthers: false },
  },
  {
    name: 'everyone was refused, by what does not ask who it is: neighbours may pass now',
    input: {},
    subject: 'ann',
    identities: PEOPLE,
    exchanges: [answered('ann', 403), answered('guest', 403), answered('admin', 403)],
    replies: { '* * as ann': { status: 200 }, '* * as guest': { status: 200 } },
    finding: { proven: true, keptOut: [], passesToo: [], stillRefusedForOthers: false },
  },
  {
    name: 'it is refused as before',
    input: {},
    subject: 'ann',
    identities: PEOPLE,
    exchanges: REFUSED,
    replies: { '* * as ann': { status: 403, body: 'No role' } },
    finding: { proven: false, refused: true, sameRefusal: true, status: 403, unstable: false },
  },
  {
    name: 'behind the first refusal stood a second',
    input: {},
    subject: 'ann',
    identities: PEOPLE,
    exchanges: REFUSED,
    replies: { '* * as ann': { status: 403, headers: { server: 'cloudflare', 'cf-ray': '8f0' }, body: 'error code: 1020' } },
    finding: { proven: false, refused: true, sameRefusal: false },
  },
  {
    name: 'it passes and is refused in turn',
    input: {},
    subject: 'ann',
    identities: PEOPLE,
    exchanges: REFUSED,
    replies: { '* * as ann': [{ status: 200 }, { status: 403 }, { status: 200 }] },
    finding: { proven: false, unstable: true, of: 5, passedCount: 4, passes: false, refused: false },
  },
  {
    name: 'an unsafe request is sent once, after safe ones',
    input: {},
    request: { method: 'POST' },
    subject: 'ann',
    identities: PEOPLE,
    exchanges: [answered('ann', 403, 'No role', 'POST'), ...REFUSED],
    replies: { 'POST /orders as ann': [{ status: 201 }, { status: 500 }], 'GET /orders as ann': { status: 200 }, ...STILL_OUT },
    finding: { proven: true, sent: true, status: 201, of: 1, readingPasses: true },
  },
  {
    name: 'an unsafe request that nobody approved proves nothing by reading',
    input: {},
    request: { method: 'POST' },
    subject: 'ann',
    identities: PEOPLE,
    exchanges: REFUSED,
    replies: { 'POST /orders as ann': { failure: 'needs-approval' }, 'GET /orders as ann': { status: 200 }, ...STILL_OUT },
    finding: { proven: false, sent: false, heldBack: 'needs-approval', readingPasses: true, status: 200 },
  },
  {
    name: 'an unsafe request is not sent where anonymous passes already',
    input: {},
    request: { method: 'POST' },
    subject: 'ann',
    identities: PEOPLE,
    exchanges: REFUSED,
    replies: {
      'POST /orders as ann': { status: 201 },
      '* * as ann': { status: 200 },
      '* * as anonymous': { status: 200 },
      '* * as guest': { status: 403 },
    },
    finding: { proven: false, sent: false, heldBack: 'too-wide', tooWide: true },
  },
]
