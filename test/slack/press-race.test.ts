import { afterEach, expect, test } from 'vitest'
import { readView } from '../../src/incidents/read-view.ts'
import { elementsOf } from '../../src/practice/block-kit/walk-blocks.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})

async function openAsked() {
  world = await openSlackWorld()
  const { slack, powers } = world
  await slack.command('ada', 'incidents', `/why403 ${URL_OK}`)
  const drawn = () => slack.messages({ channel: 'incidents', byApp: true }).find(({ metadata }) => metadata?.event_payload.slot === 'card')
  const card = await slack.until(() => (JSON.stringify(drawn()?.blocks ?? '').includes('Who is asking?') ? drawn() : undefined), 10_000)
  return { slack, powers, card, shown: () => JSON.stringify(drawn()?.blocks) }
}

test('a redraw that arrives after a newer card is drawn over again', async () => {
  const { slack, card, shown } = await openAsked()
  slack.faults.add({ method: 'response_url', times: 1, fault: { kind: 'delay', ms: 2_500 } })

  await slack.press('ada', card, 'No, it is new')
  await slack.until(() => shown()?.includes('*Outcome:*'), 10_000)
  await slack.until(() => slack.calls.some(({ method, answer }) => method === 'response_url' && answer), 10_000)
  await slack.until(() => shown()?.includes('*Outcome:*'), 10_000)

  expect(shown()).toContain('*Outcome:*')
})

test.each(['Take over', 'Escalate to @edge-team'])(
  'of two people who choose "%s" at once, one counts and the other is told',
  async (choice) => {
    const { slack, card, powers } = await openAsked()
    const told = () =>
      slack
        .messages({ viewer: 'ada' })
        .concat(slack.messages({ viewer: 'grace' }))
        .filter(({ text }) => text.includes('was first'))

    await Promise.all([slack.choose('ada', card, choice), slack.choose('grace', card, choice)])
    await slack.until(() => told().length > 0)

    const view = await readView(powers, 1)
    expect([told().length, view.escalations.length + (view.owner ? 1 : 0)]).toEqual([1, 1])
  },
)

test('who came too late is told even if Slack takes the word only at the third time', async () => {
  const { slack, card } = await openAsked()
  const [first] = elementsOf(card.blocks ?? []).filter(({ element }) => element.action_id === 'why403_answer:0')
  await slack.press('ada', card, first?.label ?? '')
  slack.faults.add({ method: 'response_url', times: 2, fault: { kind: 'status', status: 500 } })

  await slack.press('grace', card, first?.label ?? '')

  await slack.until(() => slack.messages({ viewer: 'grace' }).some(({ text }) => text.includes('ada was first')), 10_000)
})
