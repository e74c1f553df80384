import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { sweepDue } from '../../../src/incidents/driving/sweep-due.ts'
import { openIncident } from '../../../src/incidents/open-incident.ts'
import { addNote } from '../../../src/incidents/people/add-note.ts'
import { answerQuestion } from '../../../src/incidents/people/answer-question.ts'
import { readView } from '../../../src/incidents/read-view.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { takeLease } from '../../../src/store/incidents/incident-lease.ts'
import { readIncident } from '../../../src/store/incidents/list-incidents.ts'
import { readEvents } from '../../../src/store/incidents/read-events.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { ADA, exchangeOf, foundResult } from '../../walk/walk-world.ts'
import { refusing, worldOf } from '../incident-world.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

const REQUEST = { method: 'GET', url: 'https://api.test/orders/7', headers: {} }
type World = ReturnType<typeof worldOf>
const open = (world: World, request = REQUEST, more = {}) =>
  openIncident(world.powers, { request, actor: ADA, origin: { via: 'cli' }, ...more })
const typesOf = async (incident: number) => (await readEvents(store.db, incident)).map((event) => event.type)

/** A promise that the test settles. */
function gate<T>() {
  const { promise, resolve } = Promise.withResolvers<T>()
  return { promise, open: resolve }
}

test('the machine walks by itself until a person is needed', async () => {
  const world = worldOf(store)
  const { incident } = await open(world)

  const view = await advanceIncident(world.powers, { incident })

  expect(view).toMatchObject({
    state: 'asking',
    subject: 'member',
    probes: 2,
    question: { title: 'Who is asking', text: 'Did member ever have access?', canSkip: true },
  })
  expect(view.path.map(({ step }) => step)).toEqual(['http-403.md#reproduce-it', 'http-403.md#compare', 'http-403.md#who-is-asking'])
  expect(await readIncident(store.db, incident)).toMatchObject({ due: false, state: 'asking' })
  expect(await readView(world.powers, incident)).toEqual({ ...view, ms: expect.any(Number) })
})

test('what can be reached without a person is started at once', async () => {
  const held = gate<void>()
  const world = worldOf(store, { answer: (...args) => held.promise.then(() => refusing(...args)) })
  const { incident } = await open(world)

  const advancing = advanceIncident(world.powers, { incident })
  await expect
    .poll(() => world.runner.started.map(({ check, urgent }) => [check, urgent]))
    .toEqual([
      ['request', true],
      ['compare', false],
    ])
  held.open()
  await advancing
})

test('an answer drives on to the outcome', async () => {
  const world = worldOf(store)
  const { incident } = await open(world)
  const { question } = await advanceIncident(world.powers, { incident })

  await answerQuestion(world.powers, { incident, question: question?.seq ?? 0, answer: 1, actor: ADA })
  expect(await readIncident(store.db, incident)).toMatchObject({ due: true })
  const view = await advanceIncident(world.powers, { incident })

  expect(view).toMatchObject({ state: 'concluded', status: 'concluded', conclusion: { cause: 'waf-rule', escalate: '@team-orders' } })
  expect(await readIncident(store.db, incident)).toMatchObject({ due: false, status: 'concluded', cause: 'waf-rule' })
})

test('on concluding, what still runs ahead is stopped', async () => {
  const world = worldOf(store, {
    answer: (input, session) =>
      input.check === 'compare'
        ? new Promise(() => {})
        : input.check === 'request'
          ? foundResult('request', { status: 200 }, [exchangeOf(200)])
          : refusing(input, session),
  })
  const { incident } = await open(world)

  expect(await advanceIncident(world.powers, { incident })).toMatchObject({ state: 'concluded', status: 'not-reproduced' })
  expect(world.runner.started.find(({ check }) => check === 'compare')?.aborted()).toBe(true)
})

test('an answer given while checks still run ahead is taken up at once', async () => {
  const held = gate<void>()
  const slow = worldOf(store)
  const { incident } = await open(slow)
  slow.script.current = async (input, session) =>
    input.check === 'compare'
      ? held.promise.then(() => refusing(input, session))
      : foundResult(input.check, { needsApproval: true, status: 403 }, [exchangeOf(403)])
  const advancing = advanceIncident(slow.powers, { incident })
  await expect.poll(async () => (await readView(slow.powers, incident)).state).toBe('asking')
  const { question } = await readView(slow.powers, incident)

  await answerQuestion(slow.powers, { incident, question: question?.seq ?? 0, answer: 1, actor: ADA })
  await advanceIncident(slow.powers, { incident })

  await expect.poll(async () => (await readView(slow.powers, incident)).state).toBe('concluded')
  held.open()
  expect(await advancing).toMatchObject({ state: 'concluded' })
})

test('two advancers at once: one drives, nothing is probed or written twice', async () => {
  const world = worldOf(store)
  const { incident } = await open(world)

  await Promise.all([
    advanceIncident(world.powers, { incident }),
    advanceIncident(world.powers, { incident }),
    advanceIncident(world.powers, { incident }),
  ])
  await advanceIncident(world.powers, { incident })

  expect(world.runner.started.map(({ check }) => check)).toEqual(['request', 'compare'])
  expect((await typesOf(incident)).filter((type) => type === 'asked')).toHaveLength(1)
})

test('while another replica holds the lease, it is left alone and looked at again later', async () => {
  const world = worldOf(store)
  const { incident } = await open(world)
  await takeLease(store.db, { incident, owner: 'elsewhere', now: new Date() })

  expect(await advanceIncident(world.powers, { incident })).toMatchObject({ state: 'checking' })
  expect(world.runner.started).toEqual([])
})

test('killed in the middle, it resumes from the log and probes nothing again', async () => {
  const stop = new AbortController()
  const world = worldOf(store, {
    answer: (input, session) => (input.check === 'compare' ? new Promise(() => {}) : refusing(input, session)),
  })
  const { incident } = await open(world)
  const advancing = advanceIncident(world.powers, { incident, signal: stop.signal })
  await expect.poll(async () => (await typesOf(incident)).includes('checked')).toBe(true)
  stop.abort()
  await advancing

  const other = worldOf(store)
  await advanceIncident(other.powers, { incident })

  expect(other.runner.started.map(({ check }) => check)).toEqual(['compare'])
  expect(other.runner.sessions[0]?.probesUsed).toBe(1)
})

test('an incident whose driver died is found as soon as its lease has run out', async () => {
  const world = worldOf(store)
  const { incident } = await open(world)
  const died = new Date(Date.now() - 60_000)
  await takeLease(store.db, { incident, owner: 'dead', now: died, leaseMs: 10_000 })

  expect(await sweepDue(world.powers)).toBeGreaterThan(0)
  expect(await advanceIncident(world.powers, { incident })).toMatchObject({ state: 'asking' })
})

test('a machine decision that lost the race is decided again', async () => {
  const world = worldOf(store)
  const { incident } = await open(world)
  let noted = false
  world.script.current = async (input, session) => {
    if (!noted) {
      noted = true
      await addNote(world.powers, { incident, text: 'meanwhile', actor: ADA })
    }
    return refusing(input, session)
  }

  const view = await advanceIncident(world.powers, { incident })

  expect(view).toMatchObject({ state: 'asking', notes: [{ text: 'meanwhile' }] })
  expect(world.runner.started.map(({ check }) => check)).toEqual(['request', 'compare'])
})

test('a caller that cannot answer gets the view as soon as a person is needed', async () => {
  const world = worldOf(store)
  world.script.current = (input) =>
    input.check === 'compare' ? new Promise(() => {}) : foundResult(input.check, { needsApproval: true }, [exchangeOf(403)])
  const { incident } = await open(world)

  expect(await advanceIncident(world.powers, { incident, stopAtQuestion: true })).toMatchObject({ state: 'asking' })
})

test('an unknown incident is said to be unknown', async () => {
  await expect(advanceIncident(worldOf(store).powers, { incident: 999_999 })).rejects.toMatchObject({ code: 'incident.unknown' })
})
