import type { IncidentView } from '../../src/incidents/view.ts'
import { elementsOf } from '../../src/practice/block-kit/walk-blocks.ts'
import type { Delivery } from '../../src/practice/delivery/sender.ts'
import { isWrite } from './refusing-target.ts'
import { cards, expectTaken, type Hands, noteCommand, PEOPLE, pick, toldLate } from './robot-hands.ts'
import type { RobotWorld } from './robot-world.ts'

const SEND = /^Send [A-Z]+ for real$/

/** Opens an incident for a request that changes something, of a URL of its own. */
export async function write({ world, random, asked }: Hands): Promise<void> {
  const url = `${world.target}/orders/${asked.size + 1}`
  asked.set(url, 'unreachable')
  const text = `${pick(random, ['POST', 'DELETE'])} ${url} as member`
  noteCommand(asked, url, await world.slack.command(pick(random, PEOPLE), 'incidents', `/why403 ${text}`))
}

/** Makes sure that some card offers to send a write for real. */
export async function offerWrite(hands: Hands): Promise<void> {
  if (cards(hands, SEND).length > 0) return
  await write(hands)
  await hands.world.slack.until(() => cards(hands, SEND).length > 0, 20_000)
}

/** Two people, or one of them twice, or one alone, press "Send … for real" on one card; none when no card offers it. */
export async function pressSend(hands: Hands): Promise<Delivery[]> {
  const { world, random } = hands
  const drawn = cards(hands, SEND)
  if (drawn.length === 0) return []
  const card = structuredClone(pick(random, drawn))
  const label = elementsOf(card.blocks ?? []).find((one) => SEND.test(one.label))?.label ?? ''
  const people = pick(random, [['ada'], ['ada', 'grace'], ['radia', 'radia']])
  return Promise.all(people.map((person) => world.slack.press(person, card, label)))
}

/** The same while nothing is killed: whoever came too late is told. */
export async function approve(hands: Hands): Promise<void> {
  const before = toldLate(hands, 'approval')
  const presses = await pressSend(hands)
  for (const press of presses) expectTaken(press)
  if (presses.length === 0) return write(hands)
  if (presses.length > 1) await hands.world.slack.until(() => toldLate(hands, 'approval') > before, 9000)
}

/** How many writes the target has seen. */
export function countWrites({ seen }: RobotWorld): number {
  return seen.filter(({ method }) => isWrite(method)).length
}

/**
 * Whatever died in between: what was approved once reached the target at most once, nothing before it was approved, and
 * where the answer was lost, the card says so. Answers what is otherwise, and how often an answer was lost.
 */
export async function checkWrites(world: RobotWorld): Promise<{ wrong: string[]; lost: number }> {
  const views = (await world.views()).filter(({ request }) => isWrite(request.method))
  const checked = await Promise.all(views.map(async (view) => wrongWrites(world, view, await world.exported(view.incident))))
  const strange = world.seen.filter(({ method, incident }) => isWrite(method) && !views.some(({ name }) => name === incident))
  return {
    wrong: [...checked.flatMap(({ wrong }) => wrong), ...strange.map(({ method, url }) => `nobody asked for ${method} ${url}`)],
    lost: checked.reduce((sum, { lost }) => sum + lost, 0),
  }
}

function wrongWrites(world: RobotWorld, view: IncidentView, log: string): { wrong: string[]; lost: number } {
  const [approved, began] = [timesOf(log, 'approved sending'), timesOf(log, 'began to send for real')]
  const sent = world.seen.filter(({ method, incident }) => isWrite(method) && incident === view.name).map(({ atMs }) => atMs)
  const early = sent.filter((atMs, index) => atMs < (approved[index] ?? Number.POSITIVE_INFINITY))
  const isAnswered = view.findings.some(({ check, ok }) => check === 'request' && ok)
  const endedByPerson = view.conclusion?.by !== undefined || view.resolution !== undefined
  const isSilent = view.approvedBy !== undefined && !view.lostWrite && !isAnswered && !endedByPerson
  const facts: [boolean, string][] = [
    [
      sent.length > began.length || began.length > approved.length,
      `sent ${sent.length}, begun ${began.length}, approved ${approved.length}`,
    ],
    [early.length > 0, 'sent before it was approved'],
    [isSilent, 'approved, and neither answered nor told as lost'],
    [view.approvedBy !== undefined && isAnswered && sent.length === 0, 'answered and never sent'],
    [view.lostWrite === true && !cardOf(world, view).includes('It is not known whether the'), 'lost, and the card does not say so'],
  ]
  const wrong = facts.flatMap(([is, text]) => (is ? [`${view.name}: ${text}\n${log}`] : []))
  return { wrong, lost: timesOf(log, 'request: `interrupted').length }
}

function timesOf(log: string, words: string): number[] {
  const lines = log.split('\n').filter((line) => line.includes(words))
  return lines.flatMap((line) => /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(line)?.map((at) => Date.parse(at)) ?? [])
}

function cardOf({ slack }: RobotWorld, { incident }: IncidentView): string {
  const ours = slack.messages({ byApp: true }).filter(({ metadata }) => metadata?.event_payload.incident === incident)
  return JSON.stringify(ours.find(({ metadata }) => metadata?.event_payload.slot === 'card')?.blocks)
}
