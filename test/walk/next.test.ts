import { expect, test } from 'vitest'
import type { CheckResult } from '../../src/checks/finding.ts'
import type { EventBody } from '../../src/walk/event.ts'
import { next } from '../../src/walk/next.ts'
import { CHECKS, exchangeOf, failedResult, foundResult, openedData, runbookOf, stateOf } from './walk-world.ts'

const OUTCOME = '```outcome\ncause: waf-rule\nfix: Mend it.\nescalate: owner\n```\n'

const TREE = runbookOf(`## Start
\`\`\`check
request: { as: subject }
\`\`\`

- \`request.status == 200\` → [Works](#works)
- \`request.failed == "timeout"\` → [Slow](#slow)
- \`request.status == 403 && compare.status == 403\` → [Works](#works)
- otherwise → [Who](#who)

## Who
Who is it?

- \`request.status == 500\` → [Works](#works)
- Me → [Works](#works)
- You → [Slow](#slow)
- otherwise → [Slow](#slow)

## Works
${OUTCOME}

## Slow
${OUTCOME}`)

const opened: EventBody = { type: 'opened', data: openedData(TREE) }
const start: EventBody = { type: 'entered', data: { step: TREE.start, by: 'start', missing: [] } }

function checked(result: CheckResult, ...before: EventBody[]): EventBody {
  const now = next(stateOf(...before), TREE, CHECKS)
  if (now.kind !== 'run' || !now.checks[0]) throw new TypeError(`nothing to run: ${now.kind}`)
  return { type: 'checked', data: { key: now.checks[0].key, result } }
}

function afterRequest(result: CheckResult): ReturnType<typeof next> {
  return next(stateOf(opened, start, checked(result, opened, start)), TREE, CHECKS)
}

test('a fresh incident enters the first step', () => {
  expect(next(stateOf(opened), TREE, CHECKS)).toMatchObject({ kind: 'enter', why: 'start', step: 'http-403.md#start' })
})

test('a step whose checks have no result runs them', () => {
  expect(next(stateOf(opened, start), TREE, CHECKS)).toMatchObject({ kind: 'run', checks: [{ id: 'request', params: { as: 'subject' } }] })
})

test('conditions are tried in written order and the first that holds is taken', () => {
  expect(afterRequest(foundResult('request', { status: 200 }))).toMatchObject({ kind: 'enter', why: 'when', step: 'http-403.md#works' })
})

test('a failed check is a finding that conditions can read', () => {
  expect(afterRequest(failedResult('request', 'timeout'))).toMatchObject({ kind: 'enter', step: 'http-403.md#slow' })
})

test('a condition that reads a missing field is not met and noted', () => {
  const now = afterRequest(foundResult('request', { status: 403 }))

  expect(now).toMatchObject({ kind: 'enter', why: 'otherwise', step: 'http-403.md#who' })
  expect(now.kind === 'enter' && now.missing.some((field) => field.startsWith('compare'))).toBe(true)
})

test('a step with answers and a default asks when no condition holds', () => {
  const before = [opened, start, checked(foundResult('request', { status: 403 }), opened, start)]
  const who: EventBody = { type: 'entered', data: { step: 'http-403.md#who', from: TREE.start, by: 'otherwise', missing: [] } }

  expect(next(stateOf(...before, who), TREE, CHECKS)).toMatchObject({ kind: 'ask', step: 'http-403.md#who' })
})

test('while a question is open the walk waits', () => {
  const before = [opened, start, checked(foundResult('request', { status: 403 }), opened, start)]
  const who: EventBody = { type: 'entered', data: { step: 'http-403.md#who', from: TREE.start, by: 'otherwise', missing: [] } }
  const asked: EventBody = { type: 'asked', data: { step: 'http-403.md#who', missing: [] } }

  expect(next(stateOf(...before, who, asked), TREE, CHECKS)).toEqual({ kind: 'wait', why: 'question-open', question: 5 })
})

test('a step that the runbooks no longer know leaves the walk stuck, with the reason', () => {
  const lost: EventBody = { type: 'entered', data: { step: 'gone.md#x', by: 'start', missing: [] } }

  expect(next(stateOf(opened, lost), TREE, CHECKS)).toMatchObject({ kind: 'stuck', why: 'step-unknown', step: 'gone.md#x' })
})

const PATH_TREE = runbookOf(`## Start
\`\`\`check
request: { as: subject }
message: {}
\`\`\`

- otherwise → [More](#more)

## More
\`\`\`check
compare: { path: "/of/{{ incident.id }}/{{ request.status }}" }
\`\`\`

- otherwise → [End](#end)

## End
${OUTCOME}`)

test('a check that reads the path waits for the others of its step and is handed their exchanges', () => {
  const log: EventBody[] = [
    { type: 'opened', data: openedData(PATH_TREE) },
    { type: 'entered', data: { step: PATH_TREE.start, by: 'start', missing: [] } },
  ]
  const first = next(stateOf(...log), PATH_TREE, CHECKS)
  if (first.kind !== 'run') throw new TypeError(first.kind)

  expect(first.checks.map(({ id }) => id)).toEqual(['request'])
  const result = foundResult('request', { status: 403 }, [exchangeOf(403)])
  const second = next(stateOf(...log, { type: 'checked', data: { key: first.checks[0]?.key ?? '', result } }), PATH_TREE, CHECKS)
  expect(second).toMatchObject({ kind: 'run', checks: [{ id: 'message', reads: [{ response: { status: 403 } }] }] })
})

test('what was probed besides the path is not read by a check of the path', () => {
  const log: EventBody[] = [
    { type: 'opened', data: openedData(PATH_TREE) },
    { type: 'entered', data: { step: PATH_TREE.start, by: 'start', missing: [] } },
  ]
  const first = next(stateOf(...log), PATH_TREE, CHECKS)
  const key = first.kind === 'run' ? (first.checks[0]?.key ?? '') : ''
  const request: EventBody = { type: 'checked', data: { key, result: foundResult('request', {}, [exchangeOf(403)]) } }
  const besides: EventBody = {
    type: 'checked',
    data: { key: 'ahead', result: foundResult('compare', {}, [exchangeOf(200, { as: 'admin' })]) },
  }

  const alone = next(stateOf(...log, request), PATH_TREE, CHECKS)
  expect(alone).toMatchObject({ kind: 'run', checks: [{ reads: [{ response: { status: 403 } }] }] })
  expect(next(stateOf(...log, besides, request), PATH_TREE, CHECKS)).toEqual(alone)
})

test('templates in parameters are rendered over the path so far', () => {
  const log: EventBody[] = [
    { type: 'opened', data: openedData(PATH_TREE) },
    { type: 'entered', data: { step: PATH_TREE.start, by: 'start', missing: [] } },
  ]
  for (let i = 0; i < 2; i++) {
    const now = next(stateOf(...log), PATH_TREE, CHECKS)
    if (now.kind !== 'run' || !now.checks[0]) throw new TypeError(now.kind)
    const { key, check } = now.checks[0]
    log.push({ type: 'checked', data: { key, result: foundResult(check, { status: 403 }, check === 'request' ? [exchangeOf(403)] : []) } })
  }
  log.push({ type: 'entered', data: { step: 'http-403.md#more', from: PATH_TREE.start, by: 'otherwise', missing: [] } })

  expect(next(stateOf(...log), PATH_TREE, CHECKS)).toMatchObject({ kind: 'run', checks: [{ params: { path: '/of/7/403' } }] })
})

test('a machine that comes by again without new evidence is stuck instead of running for ever', () => {
  const end = runbookOf(
    `## Start\n- \`subject == "member"\` → [Other](#other)\n- A → [End](#end)\n\n## Other\n- \`subject == "member"\` → [End](#end)\n- A → [Start](#start)\n\n## End\n${OUTCOME}`,
  )
  const [a, b] = ['http-403.md#start', 'http-403.md#other']
  const turned = { ...end, stepByAddress: new Map(end.stepByAddress) }
  const other = turned.stepByAddress.get(b)
  if (!other) throw new TypeError('no step')
  turned.stepByAddress.set(b, { ...other, branches: [{ kind: 'otherwise', goto: a, line: 1 }] })
  const log: EventBody[] = [
    { type: 'opened', data: openedData(end) },
    { type: 'entered', data: { step: a, by: 'start', missing: [] } },
    { type: 'entered', data: { step: b, from: a, by: 'when', missing: [] } },
  ]

  expect(next(stateOf(...log), turned, CHECKS)).toMatchObject({ kind: 'stuck', why: 'cycle', step: b })
})
