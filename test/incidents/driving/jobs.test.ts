import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { AdvanceJob } from '../../../src/incidents/driving/advance-job.ts'
import { openIncident } from '../../../src/incidents/open-incident.ts'
import { answerQuestion } from '../../../src/incidents/people/answer-question.ts'
import { readView } from '../../../src/incidents/read-view.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { releaseLease, takeLease } from '../../../src/store/incidents/incident-lease.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { ADA } from '../../walk/walk-world.ts'
import { worldOf } from '../incident-world.ts'

let store: Store
let world: ReturnType<typeof worldOf>
beforeAll(async () => {
  store = await openTestStore()
  world = worldOf(store)
  await store.jobs.work('advance', { concurrency: 4 }, async (data, signal) => {
    await advanceIncident(world.powers, { ...AdvanceJob.parse(data), signal })
  })
})
afterAll(() => store.close())

const open = () =>
  openIncident(world.powers, {
    request: { method: 'GET', url: 'https://api.test/orders/7', headers: {} },
    actor: ADA,
    origin: { via: 'cli' },
  })
const stateOf = async (incident: number) => (await readView(world.powers, incident)).state

test('opening and answering alone drive the walk, by jobs of the same transactions', async () => {
  const { incident } = await open()
  await expect.poll(() => stateOf(incident)).toBe('asking')
  const { question } = await readView(world.powers, incident)

  await answerQuestion(world.powers, { incident, question: question?.seq ?? 0, answer: 0, actor: ADA })

  await expect.poll(() => stateOf(incident)).toBe('concluded')
  expect(world.told).toContain(incident)
})

test('news that come while another replica drives are looked at when it has let go', async () => {
  const { incident } = await open()
  await expect.poll(() => stateOf(incident)).toBe('asking')
  const { question } = await readView(world.powers, incident)
  await expect.poll(() => takeLease(store.db, { incident, owner: 'elsewhere', now: new Date() })).toBe(true)

  await answerQuestion(world.powers, { incident, question: question?.seq ?? 0, answer: 0, actor: ADA })
  await expect.poll(() => store.jobs.depth()).toMatchObject({ advance: 1 })
  await releaseLease(store.db, { incident, owner: 'elsewhere', now: new Date() })

  await expect.poll(() => stateOf(incident), { timeout: 10_000 }).toBe('concluded')
})
