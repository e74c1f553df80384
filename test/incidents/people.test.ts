import { afterAll, beforeAll, expect, test } from 'vitest'
import { addNote } from '../../src/incidents/add-note.ts'
import { advanceIncident } from '../../src/incidents/advance-incident.ts'
import { answerQuestion } from '../../src/incidents/answer-question.ts'
import { approveUnsafe } from '../../src/incidents/approve-unsafe.ts'
import { concludeIncident } from '../../src/incidents/conclude-incident.ts'
import { escalateIncident } from '../../src/incidents/escalate-incident.ts'
import { goBack } from '../../src/incidents/go-back.ts'
import { openIncident } from '../../src/incidents/open-incident.ts'
import { readView } from '../../src/incidents/read-view.ts'
import { reopenIncident } from '../../src/incidents/reopen-incident.ts'
import { resolutionDraft } from '../../src/incidents/resolution-draft.ts'
import { resolveIncident } from '../../src/incidents/resolve-incident.ts'
import { skipQuestion } from '../../src/incidents/skip-question.ts'
import { takeOver } from '../../src/incidents/take-over.ts'
import type { Store } from '../../src/store/assemble-store.ts'
import { readIncident } from '../../src/store/list-incidents.ts'
import { readEvents } from '../../src/store/read-events.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { ADA, BOB } from '../walk/walk-world.ts'
import { worldOf } from './incident-world.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

const REQUEST = { method: 'GET', url: 'https://api.test/orders/7', headers: {} }

/** An incident where Ada and Bob are asked. */
async function askedIncident(request: { method: string; url: string; headers: Record<string, string> } = REQUEST) {
  const { powers } = worldOf(store)
  const { incident } = await openIncident(powers, { request, actor: ADA, origin: { via: 'cli' } })
  const view = await advanceIncident(powers, { incident })
  return { powers, incident, view, question: view.question?.seq ?? 0 }
}

test('of two people who press at once, one wins and the other is told who and what', async () => {
  const { powers, incident, question } = await askedIncident()

  const presses = await Promise.allSettled([
    answerQuestion(powers, { incident, question, answer: 0, actor: ADA }),
    answerQuestion(powers, { incident, question, answer: 1, actor: BOB }),
  ])

  const refused = presses.filter((press) => press.status === 'rejected')
  expect(refused).toHaveLength(1)
  expect(refused[0]?.reason).toMatchObject({
    code: 'incident.stale',
    facts: { by: expect.stringMatching(/Ada|Bob/), label: expect.stringMatching(/Yes|No/) },
  })
})

test('the same press twice counts once', async () => {
  const { powers, incident, question } = await askedIncident()
  await answerQuestion(powers, { incident, question, answer: 0, actor: ADA })

  await expect(answerQuestion(powers, { incident, question, answer: 0, actor: ADA })).rejects.toMatchObject({
    code: 'incident.stale',
    facts: { by: 'Ada', byId: 'slack:U1', label: 'Yes' },
  })
})

test('a press is not stale because the machine or a note came in between', async () => {
  const { powers, incident, question } = await askedIncident()

  await Promise.all([
    addNote(powers, { incident, text: 'hm', actor: BOB }),
    answerQuestion(powers, { incident, question, answer: 0, actor: ADA }),
    addNote(powers, { incident, text: 'hm', actor: BOB }),
  ])

  expect(await readView(powers, incident)).toMatchObject({ notes: [{}, {}], path: [{}, {}, { left: { who: 'Ada' } }, {}] })
})

test('going back undoes the outcome, asks anew, and makes the old buttons stale', async () => {
  const { powers, incident, question } = await askedIncident()
  await answerQuestion(powers, { incident, question, answer: 0, actor: ADA })
  await advanceIncident(powers, { incident })

  await goBack(powers, { incident, actor: BOB })
  const view = await advanceIncident(powers, { incident })

  expect(view).toMatchObject({ state: 'asking', canGoBack: false, conclusion: undefined })
  expect(view.question?.seq).toBeGreaterThan(question)
  await expect(answerQuestion(powers, { incident, question, answer: 0, actor: ADA })).rejects.toMatchObject({ code: 'incident.stale' })
  await expect(goBack(powers, { incident, actor: ADA })).rejects.toMatchObject({ code: 'usage.invalid' })
})

test('a second press on back, made on the same question, is stale', async () => {
  const { powers, incident, question } = await askedIncident()
  await answerQuestion(powers, { incident, question, answer: 1, actor: ADA })

  await expect(goBack(powers, { incident, question, actor: BOB })).rejects.toMatchObject({
    code: 'incident.stale',
    facts: { by: 'Ada', label: 'No' },
  })
})

test('of two who go back from the same outcome, one does and the other is told', async () => {
  const { powers, incident, question } = await askedIncident()
  await answerQuestion(powers, { incident, question, answer: 0, actor: ADA })
  const { backTo } = await advanceIncident(powers, { incident })

  expect(backTo).toBe(question)
  await goBack(powers, { incident, seq: backTo, actor: ADA })
  await expect(goBack(powers, { incident, seq: backTo, actor: BOB })).rejects.toMatchObject({
    code: 'incident.stale',
    facts: { by: 'Ada' },
  })
})

test('a question is skipped with a reason, by the default way', async () => {
  const { powers, incident, question } = await askedIncident()

  const view = await skipQuestion(powers, { incident, question, reason: 'nobody knows, password=hunter22hunter', actor: ADA })

  expect(view.path.at(-2)?.left).toMatchObject({ by: 'skip', who: 'Ada', text: expect.stringContaining('nobody knows') })
  expect(JSON.stringify(await readEvents(store.db, incident))).not.toContain('hunter22')
})

test('an answer that is not there is refused', async () => {
  const { powers, incident, question } = await askedIncident()

  await expect(answerQuestion(powers, { incident, question, answer: 9, actor: ADA })).rejects.toMatchObject({ code: 'usage.invalid' })
})

test('a person may conclude early; pressing on after that says by whom it was closed', async () => {
  const { powers, incident, question } = await askedIncident()

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
  const { powers, incident } = await askedIncident()

  const { to, summary } = await escalateIncident(powers, { incident, actor: ADA })

  expect(to).toBe('@team-orders')
  expect(summary).toContain(`INC-${incident}`)
  expect(summary).toContain('GET https://api.test/orders/7 as member')
  expect(summary).toContain('Open question: Who is asking')
})

test('whoever takes an incident over leads it', async () => {
  const { powers, incident } = await askedIncident()
  await takeOver(powers, { incident, actor: ADA })

  expect(await takeOver(powers, { incident, actor: BOB })).toMatchObject({ owner: { name: 'Bob' } })
  await expect(takeOver(powers, { incident, actor: ADA, seen: 0 })).rejects.toMatchObject({ code: 'incident.stale', facts: { by: 'Bob' } })
})

test('resolving closes it, whatever its state; the second to resolve is told who did', async () => {
  const { powers, incident, view } = await askedIncident()
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
  const { powers, incident, view } = await askedIncident()
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
  const { powers, incident } = await askedIncident({ ...REQUEST, method: 'POST' })
  await approveUnsafe(powers, { incident, actor: ADA })
  await expect(approveUnsafe(powers, { incident, actor: BOB })).rejects.toMatchObject({ code: 'incident.stale', facts: { by: 'Ada' } })

  const strict = await askedIncident({ method: 'DELETE', url: 'https://strict.test/x', headers: {} })
  expect(strict.view.approval).toBeUndefined()
  await expect(approveUnsafe(strict.powers, { incident: strict.incident, actor: ADA })).rejects.toMatchObject({
    code: 'target.unsafe-never',
  })

  const safe = await askedIncident()
  await expect(approveUnsafe(safe.powers, { incident: safe.incident, actor: ADA })).rejects.toMatchObject({ code: 'usage.invalid' })
})

test('what a surface does within the transaction stands and falls with the event', async () => {
  const { powers, incident, question } = await askedIncident()
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

test('opening refuses what is not listed, unknown identities, and unparsable URLs, each with its code', async () => {
  const { powers } = worldOf(store)
  const open = (url: string, as?: string) =>
    openIncident(powers, { request: { method: 'GET', url, headers: {} }, as, actor: ADA, origin: { via: 'cli' } })

  await expect(open('https://elsewhere.test/')).rejects.toMatchObject({ code: 'target.unlisted' })
  await expect(open('nonsense')).rejects.toMatchObject({ code: 'url.invalid' })
  await expect(open('https://api.test/orders/1', 'nobody')).rejects.toMatchObject({
    code: 'identity.unknown',
    message: expect.stringContaining('anonymous, member, admin'),
  })
})

test.each([
  ['the identity asked for', { as: 'admin', headers: {} }, 'admin'],
  ['else the credentials of the request itself', { headers: { cookie: 'a=b' } }, 'request'],
  ['else the first identity that is not anonymous', { headers: {} }, 'member'],
])('the subject is %s', async (_, { headers, ...as }, subject) => {
  const { powers } = worldOf(store)
  const { incident } = await openIncident(powers, {
    request: { ...REQUEST, headers: headers as Record<string, string> },
    ...as,
    actor: ADA,
    origin: { via: 'cli' },
  })

  expect((await readView(powers, incident)).subject).toBe(subject)
})
