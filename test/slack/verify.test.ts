import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { elementsOf } from '../../src/practice/block-kit/walk-blocks.ts'
import { readEvents } from '../../src/store/incidents/read-events.ts'
import { lookAt, shows } from './look-at.ts'
import { openSlackWorld, PROOF, URL_OK, type World } from './slack-world.ts'

const STILL_REFUSED = { ...PROOF, proven: false, passes: false, refused: true, sameRefusal: true, status: 403, passedCount: 0, keptOut: [] }

let world: World
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())
afterEach(() => {
  world.verified.finding = PROOF
})
const { asked, latest, cardOf, lastWhisper, slotsOf, whispers } = lookAt(() => world)

const typesOf = async (incident: number) => (await readEvents(world.powers.store.db, incident)).map(({ type }) => type)

/** A concluded incident and its card. */
async function concluded(path: string, method = '') {
  const { slack } = world
  if (method) await slack.command('ada', 'incidents', `/why403 ${method} ${URL_OK}/${path} as member`)
  const { incident, card } = method ? await waiting() : await asked(`${URL_OK}/${path}`)
  await slack.press('ada', card(), 'No, it is new')
  await slack.until(() => shows(card(), '*Outcome:*'), 10_000)
  return { incident, card }
}

async function waiting() {
  const incident = await latest()
  await world.slack.until(() => shows(cardOf(incident), 'Who is asking?'), 10_000)
  return { incident, card: () => cardOf(incident) as NonNullable<ReturnType<typeof cardOf>> }
}

test('one press sends it again, and proof closes the incident: who pressed, before and now, told in the thread as well', async () => {
  const { slack } = world
  const { incident, card } = await concluded('proof')

  await slack.press('grace', card(), 'Verify the fix')
  await slack.until(() => shows(card(), '*Resolved* by <@U0GRACE'), 10_000)

  expect(shows(card(), 'on proof')).toBe(true)
  expect(shows(card(), 'GET as member passes now in all 5 calls: 403 before, 200 now. Still refused: anonymous.')).toBe(true)
  expect(shows(card(), 'Verify the fix')).toBe(false)
  await slack.until(() => slotsOf(incident).some((slot) => slot.startsWith('resolved-')), 10_000)
  expect(slotsOf(incident).filter((slot) => slot.startsWith('verified-'))).toEqual([])
})

test('what was filed on proof can be refined in the form, and the card says by whom', async () => {
  const { slack } = world
  const { card } = await concluded('refine')
  await slack.press('grace', card(), 'Verify the fix')
  await slack.until(() => shows(card(), 'Refine the rule…'), 10_000)

  await slack.press('ada', card(), 'Refine the rule…')
  await slack.until(() => slack.modal('ada')?.content.submit, 10_000)
  await slack.submit('ada', slack.modal('ada') as never, { rule: 'orders.read' })
  await slack.until(() => shows(card(), 'refined by <@U0ADALOVEL>'), 10_000)

  expect(shows(card(), 'orders.read')).toBe(true)
  expect(shows(card(), 'Refine the rule…')).toBe(false)
})

test('refused as before, the card says so with the evidence, stays concluded and keeps its button', async () => {
  const { slack } = world
  world.verified.finding = STILL_REFUSED
  const { incident, card } = await concluded('refused')

  await slack.press('grace', card(), 'Verify the fix')
  await slack.until(() => shows(card(), '*Still refused*'), 10_000)

  expect(shows(card(), 'GET as member is refused as before in all 5 calls: 403 before, 403 now.')).toBe(true)
  expect(shows(card(), 'Verify the fix')).toBe(true)
  await slack.until(() => slotsOf(incident).some((slot) => slot.startsWith('verified-')), 10_000)
})

test('refused in another way, the walk goes on, and card and thread say why', async () => {
  const { slack } = world
  world.verified.finding = { ...STILL_REFUSED, sameRefusal: false }
  const { incident, card } = await concluded('stacked')

  await slack.press('grace', card(), 'Verify the fix')
  await slack.until(() => shows(card(), '*Refused in another way now*') && shows(card(), '*Who is asking?*'), 10_000)

  expect(shows(card(), 'refused in another way than before in all 5 calls')).toBe(true)
  await slack.until(() => slotsOf(incident).some((slot) => slot.startsWith('verified-')), 10_000)
})

test('fixed too wide is no proof', async () => {
  const { slack } = world
  world.verified.finding = { ...PROOF, proven: false, tooWide: true, keptOut: [], passesToo: ['anonymous'] }
  const { card } = await concluded('wide')

  await slack.press('grace', card(), 'Verify the fix')

  await slack.until(() => shows(card(), 'the fix is too wide'), 10_000)
  expect(shows(card(), 'Refused before, and passing now: anonymous.')).toBe(true)
})

test('of two people who press the same card one counts, and the other is told who was first', async () => {
  const { slack } = world
  world.verified.finding = STILL_REFUSED
  const { incident, card } = await concluded('twice')
  const before = structuredClone(card())

  await Promise.all([slack.press('ada', before, 'Verify the fix'), slack.press('grace', before, 'Verify the fix')])
  await slack.until(() => [...whispers('ada'), ...whispers('grace')].some((one) => shows(one, 'was first (\\"verify the fix')), 10_000)
  await slack.until(() => shows(card(), '*Still refused*'), 10_000)
  await slack.press('radia', before, 'Verify the fix')
  await lastWhisper('radia', 'was first')

  expect((await typesOf(incident)).filter((type) => type === 'verifying')).toHaveLength(1)
})

test('of an unsafe method the button says what it sends, asks again, and the press is the approval', async () => {
  const { slack } = world
  const { incident, card } = await concluded('write', 'POST')
  const drawn = elementsOf(card().blocks ?? []).find(({ element }) => element.action_id === 'why403_verify')

  await slack.press('grace', card(), 'Send POST and verify')
  await slack.until(() => shows(card(), '*Resolved* by <@U0GRACE'), 10_000)

  expect(JSON.stringify(drawn?.element)).toContain('send this POST to orders as member once')
  const event = (await readEvents(world.powers.store.db, incident)).find(({ type }) => type === 'verifying')
  expect(event).toMatchObject({ data: { method: 'POST', sends: true }, actor: { id: expect.stringContaining('slack:U0GRACE') } })
  expect(await typesOf(incident)).toContain('sending')
})

test('whoever may not have requests sent may not verify either', async () => {
  const closed = await openSlackWorld({ access: { mayProbe: ['U0ADALOVEL'] } })
  try {
    const there = lookAt(() => closed)
    const { incident, card } = await there.asked()
    await closed.slack.press('ada', card(), 'No, it is new')
    await closed.slack.until(() => shows(card(), '*Outcome:*'), 10_000)

    await closed.slack.press('grace', card(), 'Verify the fix')

    await there.lastWhisper('grace', 'access.mayProbe')
    expect((await readEvents(closed.powers.store.db, incident)).map(({ type }) => type)).not.toContain('verifying')
  } finally {
    await closed.close()
  }
})
