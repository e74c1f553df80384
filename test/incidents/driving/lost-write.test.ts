import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CheckResult } from '../../../src/checks/finding.ts'
import { catalogOf } from '../../../src/checks/registry.ts'
import type { Exchange } from '../../../src/exchange.ts'
import { decide, stateAfter } from '../../../src/incidents/driving/decide.ts'
import { lintRunbooks } from '../../../src/runbook/lint-runbooks.ts'
import type { RunbookSet } from '../../../src/runbook/tree.ts'
import { answersOf } from '../../../src/walk/choose-branch.ts'
import type { State } from '../../../src/walk/state.ts'
import { ADA, failedResult, openedData, stateOf } from '../../walk/walk-world.ts'
import { SOME_CONFIG } from '../incident-world.ts'

const FOLDER = join(import.meta.dirname, '../../../runbooks')
const checks = catalogOf()

function shippedRunbooks(): RunbookSet {
  const files = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]))
  const { set } = lintRunbooks(files, checks, { today: new Date('2026-11-10') })
  if (!set) throw new TypeError('the shipped runbooks do not lint')
  return set
}

/** Walks on until a person is asked or it ends; the answer to the write was lost, and every other check failed. */
function walkOn(state: State, set: RunbookSet, write: CheckResult): State {
  const arrived = new Map<string, CheckResult>()
  for (;;) {
    const decision = decide(state, arrived, { set, checks, config: SOME_CONFIG, now: new Date('2026-11-10T12:01:00Z') })
    if (decision.next.kind !== 'run') return decision.state
    for (const { key, check } of decision.next.checks) arrived.set(key, check === 'request' ? write : failedResult(check, 'timeout'))
  }
}

const request = { method: 'POST', url: 'https://api.test/orders/7', headers: {}, hasBody: true }
const unanswered: Exchange = { as: 'member', request, response: null, failure: { kind: 'timeout', message: 'no answer came in time' } }
const LOST: [string, CheckResult][] = [
  ['with the process that sent it', failedResult('request', 'interrupted')],
  ['because none came in time', { ...failedResult('request', 'timeout'), exchanges: [unanswered] }],
]

test.each(LOST)(
  'the shipped runbook asks whether a write arrived whose answer was lost %s, and never says that a check broke',
  (_, write) => {
    const set = shippedRunbooks()
    const opened = stateOf({ type: 'opened', data: openedData(set, { request }) }, [
      ADA,
      { type: 'approved', data: { method: 'POST', url: request.url } },
    ])

    const asked = walkOn(opened, set, write)

    expect(asked.question?.step).toBe('methods.md#did-it-arrive')
    const step = set.stepByAddress.get('methods.md#did-it-arrive')
    const ends = answersOf(step as NonNullable<typeof step>).map(({ label, goto }) => {
      const answered = { type: 'answered' as const, data: { question: asked.question?.seq ?? 0, label, goto } }
      return walkOn(stateAfter(asked, [answered], { actor: ADA, at: new Date('2026-11-10T12:02:00Z') }), set, write)
    })
    expect(ends.map(({ path }) => path.at(-1)?.step)).toEqual([
      'http-403.md#nobody-in-sight',
      'methods.md#it-passed',
      'methods.md#its-answer-is-lost',
    ])
    expect(ends.map(({ conclusion }) => conclusion?.status)).toEqual([undefined, 'needs-human', 'needs-human'])
  },
)
