import type { SubjectRequest } from '../../checks/check.ts'
import { Why403Error } from '../../errors.ts'
import type { Exchange } from '../../exchange.ts'
import { openIncident } from '../../incidents/open-incident.ts'
import { addMessage, CARD_SLOT } from '../../store/slack/slack-messages.ts'
import type { Person } from '../access.ts'
import type { Turn } from '../receiver/turn.ts'
import { newRow } from '../sync/read-thread.ts'
import { actorOf, type Desk, powersFor } from './desk.ts'

/**
 * An incident that somebody asks for in Slack. `threadTs`: the thread that its card is posted in. `respond`: the
 * response_url of what a form was opened by, since a form itself has none.
 */
export type SlackOpening = {
  request: SubjectRequest
  as?: string
  pasted?: Exchange[]
  person: Person
  place: { team: string; channel: string; threadTs?: string }
  respond?: string | undefined
}

const DENIED = 'Only people in access.mayProbe (why403.yaml) may have requests sent. Ask one of them.'
const UNTOLD = 'Slack did not tell who is in the user groups of access.mayProbe, so nothing was sent. Please try again in a minute.'

/**
 * Opens the incident, closes the delivery and plans the card, in one transaction. The caller has asked `mayOpen`.
 * @throws what `openIncident` throws, `AlreadyDone`
 */
export async function openFromSlack(desk: Desk, turn: Turn, opening: SlackOpening): Promise<{ incident: number; name: string }> {
  const { person, place, request, as, pasted } = opening
  const { vault } = desk.incidents.store
  const url = turn.body.response_url ?? opening.respond
  const powers = powersFor(desk, turn, async (tx, incident) => {
    const row = newRow({ incident, slot: CARD_SLOT, team: place.team, channel: place.channel, updatedAt: desk.incidents.now() })
    const how = {
      ...(place.threadTs ? { threadTs: place.threadTs } : {}),
      ...(url ? { responseUrl: vault.seal(url, 'response-url') } : {}),
    }
    await addMessage(tx, { ...row, ...how })
  })
  const origin = { via: 'slack' as const, user: person.id, ...place }
  const opened = await openIncident(powers, {
    request,
    actor: actorOf(person),
    origin,
    ...(as ? { as } : {}),
    ...(pasted ? { pasted } : {}),
  })
  desk.follow(opened.incident)
  return opened
}

/** Refuses people who may not have requests sent; `waiting` is called when Slack must be asked first. @throws `access.denied` */
export async function mayOpen({ access }: Desk, person: Person, waiting?: () => Promise<void>): Promise<void> {
  let may = access.check(person)
  if (may === 'unknown') {
    await waiting?.()
    may = await access.settle(person)
  }
  if (may !== 'yes') throw new Why403Error('access.denied', may === 'no' ? DENIED : UNTOLD)
}
