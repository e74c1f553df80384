import { expect } from 'vitest'
import { elementsOf } from '../../src/practice/block-kit/walk-blocks.ts'
import { eventParcel } from '../../src/practice/delivery/parcels.ts'
import { isTaken } from '../../src/practice/delivery/sender.ts'
import { APP } from '../../src/practice/workspace/state.ts'
import { CHANNELS, cards, expectTaken, type Hands, noteCommand, PEOPLE, pick, seededRandom, toldLate } from './robot-hands.ts'
import type { RobotWorld } from './robot-world.ts'
import { approve, offerWrite, pressSend, write } from './robot-writes.ts'

/** What the robot hides in the commands that it pastes: none of it may be seen anywhere. */
export const CANARIES = ['canary-bearer-7f3a91', 'canary-cookie-5b20cc', 'canary-body-d41d8c', 'canary-query-9e107d']

/** What why403 is given in trust; the target says its part of it back in each refusal. */
export const TRUSTED = ['member-secret-value', 'admin-secret-value', 'robot-signing-secret', 'xoxb-robot']

/** A robot that does what people do, in an order that its seed decides. `asked` tells how each URL's command was taken. */
export type Robot = {
  asked: Hands['asked']
  random(): number
  /** One deed of any kind, done and answered. */
  step(): Promise<string>
  /** A slash command for a URL of its own. */
  command(): Promise<void>
  /** Makes sure that a card offers to send a write for real. */
  offerWrite(): Promise<void>
  /** Presses that, as one or two people, whatever comes of it. */
  pressSend(): Promise<unknown>
  disturb(): void
}

/** A robot with hands on `world`. */
export function createRobot(world: RobotWorld, seed: number): Robot {
  const random = seededRandom(seed)
  const hands: Hands = { world, random, asked: new Map(), old: [] }
  return {
    asked: hands.asked,
    random,
    command: () => command(hands),
    offerWrite: () => offerWrite(hands),
    pressSend: () => pressSend(hands),
    disturb: () => disturb(hands),
    async step() {
      const [name, deed] = pick(random, Object.entries(DEEDS))
      await deed(hands)
      return name
    },
  }
}

/** An acknowledged command opened one incident; one whose answer was cut off by a kill at most one. */
export function miscounted({ asked }: Robot, urls: readonly string[]): string[] {
  return [...asked].flatMap(([url, outcome]) => {
    const opened = urls.filter((one) => one.split('?')[0] === url).length
    return opened === 1 || (opened === 0 && outcome !== 'answered') ? [] : [`${url} was ${outcome} and opened ${opened}`]
  })
}

const DEEDS: Readonly<Record<string, (hands: Hands) => Promise<unknown>>> = {
  command,
  mentionThrice,
  write,
  approve,
  doublePress,
  oldPress,
  menu,
  resolveTwice,
  verifyTwice,
  look: async ({ world, random }) =>
    expectTaken(
      await world.slack.command(
        pick(random, PEOPLE),
        'incidents',
        pick(random, ['/why403 list', '/why403 INC-1', '/why403 help', '/why403 INC-9999', '/why403 nonsense']),
      ),
    ),
  form: async ({ world }) => {
    world.slack.faults.add({ method: 'views.open', times: 1, fault: { kind: 'refuse', error: 'expired_trigger_id' } })
    expectTaken(await world.slack.command('alan', 'incidents', '/why403'))
  },
  home: async ({ world }) => expectTaken(await world.slack.openHome('radia')),
}

async function command({ world, random, asked }: Hands): Promise<void> {
  const url = `${world.target}/${pick(random, ['orders', 'machine'])}/${asked.size + 1}`
  asked.set(url, 'unreachable')
  const [bearer, cookie, body, query] = CANARIES
  const curl = `curl '${url}?access_token=${query}' -X POST -H 'Authorization: Bearer ${bearer}' -b 'sid=${cookie}' --data-raw '{"password":"${body}"}' --compressed`
  const text = pick(random, [`${url} as member`, url, curl])
  noteCommand(asked, url, await world.slack.command(pick(random, PEOPLE), pick(random, CHANNELS), `/why403 ${text}`))
}

async function mentionThrice({ world, asked }: Hands): Promise<void> {
  const { slack } = world
  const url = `${world.target}/orders/${asked.size + 1}`
  const { message } = slack.say('grace', 'incidents', `please look at ${url}`)
  const event = { type: 'app_mention', user: message.user, text: `<@${APP.botUserId}> <${url}>`, ts: message.ts, channel: message.channel }
  const payload = { type: 'event_callback', team_id: APP.teamId, event_id: `Ev${message.ts}`, event }
  asked.set(url, 'unreachable')
  const sent = await Promise.all([1, 2, 3].map((num) => slack.core.send(eventParcel(payload, { num, reason: 'http_timeout' }))))
  if (sent.some(isTaken)) asked.set(url, 'answered')
  else if (sent.some(({ outcome }) => outcome === 'answered'))
    expectTaken(await slack.core.send(eventParcel(payload, { num: 4, reason: 'http_error' })))
}

/** Two people, two answers, one moment: one counts, and the other is told; both are when somebody has approved a write meanwhile. */
async function doublePress(hands: Hands): Promise<void> {
  const { world, random, old } = hands
  const { slack } = world
  const drawn = cards(hands, /^(Yes, until recently|No, it is new|Do not|I know enough)$/).at(-1)
  if (!drawn) return command(hands)
  const card = structuredClone(drawn)
  old.push(card)
  const labels = elementsOf(card.blocks ?? [])
    .filter(({ element }) => element.action_id?.startsWith('why403_answer'))
    .map(({ label }) => label)
  const told = () => toldLate(hands, 'answer') + toldLate(hands, 'approval')
  const [before, answers] = [told(), toldLate(hands, 'answer')]
  const [first = 'ada', second = 'grace'] = random() < 0.5 ? ['ada', 'grace'] : ['radia', 'alan']
  const presses = await Promise.all([slack.press(first, card, pick(random, labels)), slack.press(second, card, pick(random, labels))])
  for (const press of presses) expectTaken(press)
  await slack.until(() => told() > before, 9000)
  expect(toldLate(hands, 'answer') - answers).toBeLessThanOrEqual(1)
}

async function oldPress({ world, old, random }: Hands): Promise<void> {
  const card = old.length > 0 ? pick(random, old) : undefined
  const first = elementsOf(card?.blocks ?? []).find(({ element }) => element.action_id?.startsWith('why403_answer'))
  if (card && first) expectTaken(await world.slack.press('alan', card, first.label))
}

async function menu(hands: Hands): Promise<void> {
  const { world, random } = hands
  const drawn = world.slack.messages({ byApp: true }).filter(({ onlyFor, metadata }) => !onlyFor && metadata?.event_payload.slot === 'card')
  if (drawn.length === 0) return command(hands)
  const card = structuredClone(pick(random, drawn))
  const choice = pick(random, ['Take over', 'Escalate to @oncall', 'Back', 'Hand-over summary', 'Export'])
  const offered = JSON.stringify(card.blocks).includes(`"${choice}"`)
  if (offered) expectTaken(await world.slack.choose(pick(random, PEOPLE), card, choice))
}

/** Two people send the same form in, as it was filled in for them. */
async function resolveTwice(hands: Hands): Promise<void> {
  const { slack } = hands.world
  const drawn = cards(hands, /^Resolve…$/).at(0)
  if (!drawn) return command(hands)
  // As people do: they press what they saw, though the card may be drawn anew meanwhile.
  const card = structuredClone(drawn)
  for (const person of ['ada', 'grace']) expectTaken(await slack.press(person, card, 'Resolve…'))
  const forms = ['ada', 'grace'].flatMap((person) => {
    const view = slack.modal(person)
    return view?.content.submit ? [{ person, view }] : []
  })
  const sent = await Promise.all(forms.map(({ person, view }) => slack.submit(person, view)))
  for (const { errors, failure } of sent) expect([errors, failure]).toEqual([{}, undefined])
  for (const person of ['ada', 'grace'])
    for (let view = slack.modal(person); view; view = slack.modal(person)) await slack.close(person, view)
}

const VERIFY = /^(Verify the fix|Send [A-Z]+ (again )?and verify)$/

/** Two people have one fix verified, as the card that both see offers it: one press counts, and the other is told. */
async function verifyTwice(hands: Hands): Promise<void> {
  const { slack } = hands.world
  const drawn = cards(hands, VERIFY).at(-1)
  if (!drawn) return command(hands)
  const card = structuredClone(drawn)
  const label = elementsOf(card.blocks ?? []).find((one) => VERIFY.test(one.label))?.label ?? ''
  const told = () => toldLate(hands, 'answer') + toldLate(hands, 'approval')
  const before = told()
  const presses = await Promise.all(['ada', 'radia'].map((person) => slack.press(person, card, label)))
  for (const press of presses) expectTaken(press)
  await slack.until(() => told() > before, 9000)
}

/** Lets the next calls to Slack go wrong in one of many ways. */
function disturb({ world, random }: Hands): void {
  const method = pick(random, ['chat.postMessage', 'chat.update', 'response_url', 'usergroups.list', 'users.info', 'views.publish'])
  const fault = pick(random, [
    { kind: 'rate-limited', retryAfterS: 1 },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
    { kind: 'drop' },
    { kind: 'delay', ms: 1500 },
    { kind: 'delay', ms: 300 },
    ...(method.startsWith('chat') ? ([{ kind: 'drop-after' }, { kind: 'status-after', status: 502 }] as const) : []),
  ] as const)
  world.slack.faults.add({ method, times: 1, fault })
}
