import { afterAll, beforeAll, expect, test } from 'vitest'
import { readView } from '../../src/incidents/read-view.ts'
import { listRules } from '../../src/store/rules/read-rules.ts'
import { lookAt, shows } from './look-at.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())
const { asked, cardOf, lastWhisper } = lookAt(() => world)

/** A concluded incident, its card, and the card as it was when it asked. */
async function concluded(url: string) {
  const { slack } = world
  const { incident, card } = await asked(url)
  const old = structuredClone(card())
  await slack.press('ada', card(), 'No, it is new')
  await slack.until(() => shows(card(), '*Outcome:*'), 10_000)
  return { incident, card, old }
}

/** Opens the form behind a button as each of these people. */
async function formsOf(people: readonly string[], card: () => ReturnType<typeof cardOf>, button: string) {
  const { slack } = world
  for (const person of people) {
    await slack.press(person, card() as never, button)
    await slack.until(() => slack.modal(person)?.content.submit, 10_000)
  }
  return people.map((person) => ({ person, view: slack.modal(person) as never }))
}

const modalSays = (person: string, words: string) =>
  world.slack.until(() => JSON.stringify(world.slack.modal(person) ?? '').includes(words), 10_000)

test('of two people who send the same form in, one resolves, and the other’s form says who did', async () => {
  const { slack } = world
  const { incident, card } = await concluded(`${URL_OK}/two-forms`)
  const before = (await listRules(world.powers.store.db, { limit: 100 })).length
  const forms = await formsOf(['ada', 'grace'], card, 'Resolve…')

  await Promise.all(forms.map(({ person, view }) => slack.submit(person, view)))

  const { resolution } = await readView(world.powers, incident)
  const [winner, loser] = resolution?.by.id === 'slack:U0ADALOVEL' ? ['ada', 'grace'] : ['grace', 'ada']
  await modalSays(loser, `${winner} was first`)
  expect(slack.modal(winner)).toBeUndefined()
  expect((await listRules(world.powers.store.db, { limit: 100 })).length).toBe(before + 1)
})

test('a form that was opened before somebody resolved the incident changes nothing and says so', async () => {
  const { slack } = world
  const { incident, card } = await concluded(`${URL_OK}/late-form`)
  await slack.choose('alan', card(), 'Conclude otherwise…', 'why403_walk_menu')
  await slack.until(() => slack.modal('alan'), 10_000)
  const [grace] = await formsOf(['grace'], card, 'Resolve…')
  await slack.submit('grace', grace?.view as never, { rule: 'deny all' })
  await slack.until(() => shows(card(), '*Resolved* by'), 10_000)
  const { seq } = await readView(world.powers, incident)

  await slack.submit('alan', slack.modal('alan') as never, { fix: 'something else', cause: 'waf-rule' })

  await modalSays('alan', 'resolved already, by grace')
  expect((await readView(world.powers, incident)).seq).toBe(seq)
})

test('of "Same again" and "Not this" at one moment one counts, and the other is told', async () => {
  const { slack } = world
  const { incident, card } = await asked(`${URL_OK}/late-form`)
  await slack.until(() => shows(card(), 'Not this'), 10_000)
  const drawn = structuredClone(card())

  await Promise.all([slack.press('grace', drawn, 'Same again'), slack.press('radia', drawn, 'Not this')])

  const { knownRules } = await readView(world.powers, incident)
  const who = knownRules.flatMap(({ judged }) => judged?.who ?? [])
  expect(who.length).toBe(1)
  await lastWhisper(who[0] === 'grace' ? 'radia' : 'grace', `${who[0]} was first`)
})

test('buttons of a card as it once was do nothing after the incident was resolved, nor after it was opened again', async () => {
  const { slack } = world
  const { incident, card, old } = await concluded(`${URL_OK}/old-buttons`)
  const [form] = await formsOf(['ada'], card, 'Resolve…')
  await slack.submit('ada', form?.view as never, {})
  await slack.until(() => shows(card(), '*Resolved* by'), 10_000)
  const resolved = await readView(world.powers, incident)
  await slack.press('radia', old, 'Yes, until recently')
  await lastWhisper('radia', 'was first')
  expect((await readView(world.powers, incident)).seq).toBe(resolved.seq)

  const [again] = await formsOf(['ada'], card, 'Reopen…')
  await slack.submit('ada', again?.view as never, { reason: 'not mended' })
  await slack.until(() => shows(card(), 'needs an answer'), 10_000)
  const reopened = await readView(world.powers, incident)
  await slack.press('alan', old, 'Yes, until recently')

  await lastWhisper('alan', 'was first')
  expect(await readView(world.powers, incident)).toMatchObject({ seq: reopened.seq, state: 'asking' })
})

test('a card that a form redraws too late is drawn over again', async () => {
  const { slack } = world
  const { card } = await concluded(`${URL_OK}/late-redraw`)
  const [form] = await formsOf(['ada'], card, 'Reopen…')
  const redraws = () => slack.calls.filter(({ method, answer }) => method === 'response_url' && answer).length
  const before = redraws()
  slack.faults.add({ method: 'response_url', times: 1, fault: { kind: 'delay', ms: 2_500 } })

  await slack.submit('ada', form?.view as never, { reason: 'not mended' })
  await slack.until(() => shows(card(), 'needs an answer'), 10_000)
  await slack.until(() => redraws() > before, 10_000)

  await slack.until(() => shows(card(), 'needs an answer'), 10_000)
  expect(shows(card(), '*Outcome:*')).toBe(false)
})
