import type { Check } from '../check.ts'
import type { CompareFinding, CompareInput } from './compare-finding.ts'

/** Examples of `compare`; they run as tests. */
export const COMPARE_EXAMPLES: Check<typeof CompareInput, typeof CompareFinding>['examples'] = [
  {
    name: 'a higher role passes',
    input: {},
    subject: 'member',
    identities: [
      { name: 'member', role: 'member', kind: 'bearer' },
      { name: 'admin', role: 'admin', kind: 'bearer' },
    ],
    replies: { '* * as admin': { status: 200 }, '* * as member': { status: 403 }, '* * as anonymous': { status: 401 } },
    finding: {
      allowed: ['admin'],
      refused: ['anonymous', 'member'],
      anonymous: 401,
      subjectRefused: true,
      morePrivilegedAllowed: true,
      sameRoleAllowed: false,
      lessPrivilegedAllowed: false,
      onlySubjectRefused: true,
      everyoneRefused: false,
      allowedAs: 'admin',
      differsIn: ['role'],
    },
  },
  {
    name: 'a colleague of the same role passes, and the path is hidden from the subject',
    input: {},
    subject: 'ann',
    identities: [
      { name: 'ann', role: 'member', kind: 'bearer' },
      { name: 'bob', role: 'member', kind: 'bearer' },
    ],
    replies: { '* * as bob': { status: 200 }, '* * as ann': { status: 404 }, '* * as anonymous': { status: 403 } },
    finding: { sameRoleAllowed: true, subjectRefused: true, refused: ['anonymous', 'ann'], otherRoleAllowed: false },
  },
  {
    name: 'of many, a colleague with another kind of credential is not left out',
    input: {},
    subject: 'clerk1',
    identities: [
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({ name: `clerk${n}`, role: 'clerk', kind: 'bearer' as const })),
      { name: 'till', role: 'clerk', kind: 'headers' as const },
    ],
    replies: {
      '* * as till': { status: 200 },
      ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`* * as clerk${n}`, { status: 403 }])),
      '* * as anonymous': { status: 401 },
    },
    finding: { allowed: ['till'], allowedKind: 'headers', sameRoleAllowed: true },
  },
  {
    name: 'everyone is refused alike, with GET in place of the unsafe method',
    input: {},
    request: { method: 'POST' },
    subject: 'admin',
    identities: [{ name: 'admin', role: 'admin', kind: 'basic' }],
    replies: {
      '* * as admin': { status: 403, body: 'Forbidden, request 1a2b3c4d' },
      '* * as anonymous': { status: 403, body: 'Forbidden, request 5e6f7a8b' },
    },
    finding: {
      method: 'GET',
      safeInstead: true,
      everyoneRefused: true,
      sameAnswer: true,
      sameAnswerAsAnonymous: true,
      othersTried: false,
    },
  },
  {
    name: 'a counter: who came first passed, and is refused when asked again',
    input: {},
    subject: 'ann',
    identities: [{ name: 'ann', role: 'member', kind: 'bearer' }],
    replies: { '* * as anonymous': [{ status: 200 }, { status: 403 }], '* * as ann': { status: 403 } },
    finding: {
      turned: true,
      unstable: false,
      allowed: [],
      anonymousAllowed: false,
      subjectRefused: false,
      changes: ['anonymous passed 1 of 4 calls'],
    },
  },
  {
    name: 'answers that change from call to call',
    input: {},
    subject: 'ann',
    identities: [
      { name: 'ann', role: 'member', kind: 'bearer' },
      { name: 'bob', role: 'member', kind: 'bearer' },
    ],
    replies: {
      '* * as ann': [{ status: 403 }, { status: 403 }, { status: 200 }, { status: 403 }],
      '* * as bob': { status: 200 },
      '* * as anonymous': { status: 403 },
    },
    finding: {
      unstable: true,
      turned: false,
      sameRoleAllowed: false,
      everyoneRefused: false,
      allowed: [],
      refused: [],
      changes: ['ann passed 1 of 6 calls'],
    },
  },
]
