import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { addNote } from '../../../src/incidents/people/add-note.ts'
import { answerQuestion } from '../../../src/incidents/people/answer-question.ts'
import { goBack } from '../../../src/incidents/people/go-back.ts'
import { skipQuestion } from '../../../src/incidents/people/skip-question.ts'
import { readView } from '../../../src/incidents/read-view.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { readEvents } from '../../../src/store/incidents/read-events.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { ADA, BOB } from '../../walk/walk-world.ts'
import { askedIncident } from './asked-incident.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

test('of two people who press at once, one wins and the other is told who and what', async () => {
  const { powers, incident, question } = await askedIncident(store)

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
  const { powers, incident, question } = await askedIncident(store)
  await answerQuestion(powers, { incident, question, answer: 0, actor: ADA })

  await expect(answerQuestion(powers, { incident, question, answer: 0, actor: ADA })).rejects.toMatchObject({
    code: 'incident.stale',
    facts: { by: 'Ada', byId: 'slack:U1', label: 'Yes' },
  })
})

test('a press is not stale because the machine or a note came in between', async () => {
  const { powers, incident, question } = await askedIncident(store)

  await Promise.all([
    addNote(powers, { incident, text: 'hm', actor: BOB }),
    answerQuestion(powers, { incident, question, answer: 0, actor: ADA }),
    addNote(powers, { incident, text: 'hm', actor: BOB }),
  ])

  expect(await readView(powers, incident)).toMatchObject({ notes: [{}, {}], path: [{}, {}, { left: { who: 'Ada' } }, {}] })
})

test('going back undoes the outcome, asks anew, and makes the old buttons stale', async () => {
  const { powers, incident, question } = await askedIncident(store)
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
  const { powers, incident, question } = await askedIncident(store)
  await answerQuestion(powers, { incident, question, answer: 1, actor: ADA })

  await expect(goBack(powers, { incident, question, actor: BOB })).rejects.toMatchObject({
    code: 'incident.stale',
    facts: { by: 'Ada', label: 'No' },
  })
})

test('of two who go back from the same outcome, one does and the other is told', async () => {
  const { powers, incident, question } = await askedIncident(store)
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
  const { powers, incident, question } = await askedIncident(store)

  const view = await skipQuestion(powers, { incident, question, reason: 'nobody knows, password=hunter22hunter', actor: ADA })

  expect(view.path.at(-2)?.left).toMatchObject({ by: 'skip', who: 'Ada', text: expect.stringContaining('nobody knows') })
  expect(JSON.stringify(await readEvents(store.db, incident))).not.toContain('hunter22')
})

test('an answer that is not there is refused', async () => {
  const { powers, incident, question } = await askedIncident(store)

  await expect(answerQuestion(powers, { incident, question, answer: 9, actor: ADA })).rejects.toMatchObject({ code: 'usage.invalid' })
})
