import fc from 'fast-check'
import { Cause, Layer, Verdict } from '../../src/denial/denial.ts'
import type { IncidentView } from '../../src/incidents/view.ts'
import { VerificationKind } from '../../src/walk/verification.ts'

const AT = '2026-11-10T12:00:00.000Z'
export const ADA = { id: 'slack:U0ADA', name: 'ada', at: AT }

/** An incident that asks one question. */
export function sampleView(more: Partial<IncidentView> = {}): IncidentView {
  return {
    incident: 7,
    name: 'INC-7',
    seq: 5,
    state: 'asking',
    request: { method: 'GET', url: 'https://api.test/orders/7' },
    target: { name: 'orders', owner: '@team-orders' },
    subject: 'member',
    runbook: { file: 'http-403.md', title: 'Why?', revision: 'r1' },
    openedAt: AT,
    openedBy: ADA,
    question: {
      seq: 5,
      step: 'http-403.md#who',
      title: 'Who is asking?',
      text: 'Did it ever work?',
      answers: [
        { index: 0, label: 'Yes' },
        { index: 1, label: 'No' },
      ],
      canSkip: true,
    },
    path: [{ step: 'http-403.md#start', title: 'Start' }],
    findings: [{ check: 'request', ok: true, line: '403', onPath: true }],
    verdict: 'denied',
    denial: null,
    knownRules: [],
    notes: [],
    escalations: [],
    escalateTo: '@team-orders',
    canGoBack: true,
    probes: 3,
    ms: 100,
    ...more,
  }
}

/** A walk that ended at an outcome, with no refusal in sight. */
export const CONCLUSION: NonNullable<IncidentView['conclusion']> = {
  status: 'concluded',
  title: 'Missing grant',
  cause: 'insufficient-permissions',
  fix: 'Grant it.',
  correct: false,
  denial: null,
  verdict: 'denied',
  at: AT,
}

/** What a target or a person may try to break out with. */
export const HOSTILE = [
  '<!channel>',
  '<!here|x>',
  '<@U0ADA>',
  '<https://evil.test|click>',
  '*bold*',
  '`code`',
  '```',
  '&amp;',
  '\u202e',
  '<',
  '&',
  '😀',
  '\n> quote',
  '[x](https://evil.test)',
  '**b**',
  '\u0000',
  '\ud800',
]

const hostileText = (max: number) =>
  fc.oneof(
    fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 8 })), { maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.tuple(fc.constantFrom(...HOSTILE, 'x', '&'), fc.integer({ min: 1, max })).map(([part, times]) => part.repeat(times)),
  )

const text = hostileText(3000)
const by = fc.record({ id: fc.oneof(fc.constant('slack:U0ADA'), text), name: text, at: fc.constant(AT) })
const confidence = fc.double({ min: 0, max: 1, noNaN: true })
const cause = fc.constantFrom(...Cause.options)
const layer = fc.constantFrom(...Layer.options)

const denial = fc.record(
  {
    verdict: fc.constantFrom(...Verdict.options),
    layer,
    product: text,
    cause,
    causes: fc.constant([]),
    rule: text,
    confidence,
    evidence: fc.array(fc.record({ exchange: fc.nat(5), where: text, text, means: text }), { maxLength: 8 }),
    via: fc.constant([]),
    references: fc.constant([]),
  },
  { requiredKeys: ['verdict', 'layer', 'product', 'cause', 'causes', 'confidence', 'evidence', 'via', 'references'] },
)

const names = fc.array(text, { maxLength: 4 })
const anyRun = fc.record(
  {
    seq: fc.integer({ min: 1, max: 9999 }),
    by,
    sends: fc.boolean(),
    current: fc.boolean(),
    told: fc.record({
      kind: fc.constantFrom(...VerificationKind.options),
      line: text,
      calls: fc.nat(8),
      keptOut: names,
      passesToo: names,
      decisive: fc.record({ check: text, condition: text, holds: fc.boolean(), line: text }),
      at: fc.constant(AT),
    }),
  },
  { requiredKeys: ['seq', 'by', 'sends', 'current'] },
)

const state = fc.constantFrom('checking' as const, 'asking' as const, 'stuck' as const, 'concluded' as const, 'resolved' as const)

/** Any incident view that the use cases could give, with hostile words everywhere. */
export const anyView: fc.Arbitrary<IncidentView> = fc
  .record(
    {
      state,
      incident: fc.integer({ min: 1, max: 9_999_999 }),
      seq: fc.integer({ min: 1, max: 9999 }),
      request: fc.record({ method: fc.oneof(fc.constantFrom('GET', 'POST'), text), url: text }),
      target: fc.record({ name: text, owner: text }),
      subject: text,
      openedBy: by,
      owner: by,
      step: fc.record({ address: text, title: text, prose: text }),
      question: fc.record({
        seq: fc.integer({ min: 1, max: 9999 }),
        step: text,
        title: text,
        text,
        answers: fc
          .array(hostileText(10), { maxLength: 20 })
          .map((labels) => labels.map((label, index) => ({ index, label: label.slice(0, 75) }))),
        canSkip: fc.boolean(),
      }),
      approval: fc.constantFrom({ method: 'POST', label: 'Send POST for real' }),
      approvedBy: by,
      lostWrite: fc.constant(true as const),
      path: fc.array(
        fc.record(
          { step: text, title: text, left: fc.record({ by: fc.constant('answer' as const), text, who: text, at: fc.constant(AT) }) },
          { requiredKeys: ['step', 'title'] },
        ),
        { maxLength: 40 },
      ),
      findings: fc.array(fc.record({ check: text, ok: fc.boolean(), line: text, onPath: fc.boolean() }), { maxLength: 40 }),
      denial: fc.option(denial),
      conclusion: fc.record(
        {
          status: fc.constant('concluded' as const),
          title: text,
          cause,
          fix: text,
          escalate: text,
          verify: text,
          correct: fc.boolean(),
          denial: fc.option(denial),
          verdict: fc.constantFrom(...Verdict.options),
          by,
          at: fc.constant(AT),
        },
        { requiredKeys: ['status', 'title', 'cause', 'fix', 'correct', 'denial', 'verdict', 'at'] },
      ),
      verify: fc.record({ method: text, label: text, sends: fc.boolean(), seen: fc.constant(AT) }),
      verifications: fc.array(anyRun, { maxLength: 4 }),
      knownRules: fc.array(
        fc.record(
          {
            rule: fc.uuid(),
            incident: fc.integer({ min: 1, max: 99999 }),
            grade: fc.constantFrom('exact' as const, 'likely' as const, 'possible' as const),
            shared: fc.array(text, { maxLength: 10 }),
            judged: fc.record({ verdict: fc.constantFrom('same' as const, 'different' as const), who: text }),
          },
          { requiredKeys: ['rule', 'incident', 'grade', 'shared'] },
        ),
        { maxLength: 3 },
      ),
      notes: fc.array(fc.record({ text, by }), { maxLength: 8 }),
      escalations: fc.array(fc.record({ to: text, summary: text, by }), { maxLength: 3 }),
      escalateTo: text,
      resolution: fc.record({ layer, product: text, cause, rule: text, fix: text, prevention: text, ruleId: fc.uuid(), by }),
      canGoBack: fc.boolean(),
    },
    {
      requiredKeys: [
        'state',
        'incident',
        'seq',
        'request',
        'target',
        'subject',
        'openedBy',
        'path',
        'findings',
        'denial',
        'knownRules',
        'notes',
        'escalations',
        'escalateTo',
        'canGoBack',
      ],
    },
  )
  .map((some) => {
    const ended = some.state === 'concluded' || some.state === 'resolved'
    const { question, conclusion, resolution, ...rest } = some
    return {
      ...sampleView({ question: undefined }),
      ...rest,
      name: `INC-${some.incident}`,
      ...(some.state === 'asking' && question ? { question } : {}),
      ...(ended && conclusion ? { conclusion } : {}),
      ...(some.state === 'resolved' && resolution ? { resolution } : {}),
    } as IncidentView
  })
