import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { openIncident } from '../../../src/incidents/open-incident.ts'
import { answerQuestion } from '../../../src/incidents/people/answer-question.ts'
import { approveUnsafe } from '../../../src/incidents/people/approve-unsafe.ts'
import { concludeIncident } from '../../../src/incidents/people/conclude-incident.ts'
import { escalateIncident } from '../../../src/incidents/people/escalate-incident.ts'
import { reopenIncident } from '../../../src/incidents/people/reopen-incident.ts'
import { resolveIncident } from '../../../src/incidents/people/resolve-incident.ts'
import { takeOver } from '../../../src/incidents/people/take-over.ts'
import { readView } from '../../../src/incidents/read-view.ts'
import { resolutionDraft } from '../../../src/incidents/rules/resolution-draft.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { readIncident } from '../../../src/store/incidents/list-incidents.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { ADA, BOB } from '../../walk/walk-world.ts'
import { askedIncident, REQUEST } from './asked-incident.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

test('a person may conclude early; pressing on after that says by whom it was closed', async () => {
  const { powers, incident, question } = await askedIncident(store)

  const view = await concludeIncident(powers, { incident, cause: 'tenancy', fix: 'Use the right tenant.', actor: BOB })

  expect(view).toMatchObject({ state: 'concluded', conclusion: { cause: 'tenancy', by: { name: 'Bob' } }, canGoBack: true })
  await expect(answerQuestion(powers, { incident, question, answer: 0, actor: ADA })).rejects.toMatchObject({
    code: 'incident.stale',
    facts: { by: 'Bob' },
  })
  await expect(concludeIncident(powers, { incident, cause: 'tenancy', fix: 'x', actor: ADA })).rejects.toMatchObject({
    code: 'incident.closed',
  })
})

test('escalating calls the owner of the layer or target, with what is known', async () => {
  const { powers, incident } = await askedIncident(store)

  const { to, summary } = await escalateIncident(powers, { incident, actor: ADA })

  expect(to).toBe('@team-orders')
  expect(summary).toContain(`INC-${incident}`)
  expect(summary).toContain('GET https://api.test/orders/7 as member')
  expect(summary).toContain('Open question: Who is asking')
})

test('whoever takes an incident over leads it', async () => {
  const { powers, incident } = await askedIncident(store)
  await takeOver(powers, { incident, actor: ADA })

  expect(await takeOver(powers, { incident, actor: BOB })).toMatchObject({ owner: { name: 'Bob' } })
  await expect(takeOver(powers, { incident, actor: ADA, seen: 0 })).rejects.toMatchObject({ code: 'incident.stale', facts: { by: 'Bob' } })
})

test('resolving closes it, whatever its state; the second to resolve is told who did', async () => {
  const { powers, incident, view } = await askedIncident(store)
  const resolution = { ...resolutionDraft(view), fix: 'Granted.', prevention: 'Groups.' }

  expect(await resolveIncident(powers, { incident, resolution, actor: ADA })).toMatchObject({
    state: 'resolved',
    question: undefined,
    resolution: { fix: 'Granted.', by: { name: 'Ada' } },
  })
  await expect(resolveIncident(powers, { incident, resolution, actor: BOB })).rejects.toMatchObject({
    code: 'incident.stale',
    facts: { by: 'Ada' },
  })
  expect(await readIncident(store.db, incident)).toMatchObject({ state: 'resolved', due: false, closedAt: expect.any(Date) })
})

test('reopening starts anew; what is open cannot be reopened', async () => {
  const { powers, incident, view } = await askedIncident(store)
  await expect(reopenIncident(powers, { incident, reason: 'x', actor: ADA })).rejects.toMatchObject({ code: 'usage.invalid' })
  await resolveIncident(powers, { incident, resolution: resolutionDraft(view), actor: ADA })

  expect(await reopenIncident(powers, { incident, reason: 'refused again', actor: BOB })).toMatchObject({
    state: 'checking',
    path: [],
    resolution: undefined,
  })
  expect(await advanceIncident(powers, { incident })).toMatchObject({ state: 'asking' })
})

test('an unsafe method is approved once, and never where the target never allows it', async () => {
  const { powers, incident } = await askedIncident(store, { ...REQUEST, method: 'POST' })
  await approveUnsafe(powers, { incident, actor: ADA })
  await expect(approveUnsafe(powers, { incident, actor: BOB })).rejects.toMatchObject({ code: 'incident.stale', facts: { by: 'Ada' } })

  const strict = await askedIncident(store, { method: 'DELETE', url: 'https://strict.test/x', headers: {} })
  expect(strict.view.approval).toBeUndefined()
  await expect(approveUnsafe(strict.powers, { incident: strict.incident, actor: ADA })).rejects.toMatchObject({
    code: 'target.unsafe-never',
  })

  const safe = await askedIncident(store)
  await expect(approveUnsafe(safe.powers, { incident: safe.incident, actor: ADA })).rejects.toMatchObject({ code: 'usage.invalid' })
})

test('what a surface does within the transaction stands and falls with the event', async () => {
  const { powers, incident, question } = await askedIncident(store)
  const within = async () => {
    throw new TypeError('the inbox row is gone')
  }

  await expect(answerQuestion({ ...powers, within }, { incident, question, answer: 0, actor: ADA })).rejects.toThrow(
    'the inbox row is gone',
  )
  await expect(openIncident({ ...powers, within }, { request: REQUEST, actor: ADA, origin: { via: 'cli' } })).rejects.toThrow(
    'the inbox row is gone',
  )

  expect(await readView(powers, incident)).toMatchObject({ state: 'asking', question: { seq: question } })
})
