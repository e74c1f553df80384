import { expect, test } from 'vitest'
import type { EventBody } from '../../src/walk/event.ts'
import { prefetch } from '../../src/walk/prefetch.ts'
import { CHECKS, foundResult, openedData, runbookOf, stateOf } from './walk-world.ts'

const OUTCOME = '```outcome\ncause: waf-rule\nfix: Mend it.\nescalate: owner\n```\n'
const TREE = runbookOf(`## Start
\`\`\`check
request: { as: subject }
\`\`\`

- \`request.status == 200\` → [Deep](#deep)
- otherwise → [Person](#person)

## Deep
\`\`\`check
- compare: { path: "/x/{{ incident.id }}" }
- compare: { path: "/y/{{ request.status }}" }
  id: late
- message: {}
- rate: {}
\`\`\`

- otherwise → [End](#end)

## Person
\`\`\`check
request: { as: subject }
\`\`\`

- \`request.status == 404\` → [Behind condition](#behind-condition)
- Yes → [Behind answer](#behind-answer)
- otherwise → [Behind skip](#behind-skip)

## Behind condition
\`\`\`check
methods: { as: a }
\`\`\`

- otherwise → [End](#end)

## Behind answer
\`\`\`check
methods: { as: b }
\`\`\`

- otherwise → [End](#end)

## Behind skip
\`\`\`check
methods: { as: c }
\`\`\`

- otherwise → [End](#end)

## End
${OUTCOME}`)

const opened: EventBody = { type: 'opened', data: openedData(TREE) }
const plansOf = (...bodies: EventBody[]) => prefetch(stateOf(...bodies), TREE, CHECKS)

test('what can be reached without a person is started, nearest first, each check once', () => {
  expect(plansOf(opened).map(({ check, params }) => [check, params])).toEqual([
    ['request', { as: 'subject' }],
    ['compare', { path: '/x/7' }],
    ['methods', { as: 'a' }],
  ])
})

test('what has a result is not started again', () => {
  const key = plansOf(opened)[0]?.key ?? ''

  expect(
    plansOf(opened, { type: 'checked', data: { key, result: foundResult('request', { status: 403 }) } }).map(({ check }) => check),
  ).toEqual(['compare', 'methods'])
})

test('a concluded incident runs nothing ahead', () => {
  const concluded: EventBody = {
    type: 'concluded',
    data: { status: 'concluded', cause: 'waf-rule', fix: 'x', correct: false, denial: null, verdict: 'allowed' },
  }

  expect(plansOf(opened, concluded)).toEqual([])
})
