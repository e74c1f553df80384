import type { Message } from '../../src/practice/workspace/state.ts'
import { listIncidents } from '../../src/store/incidents/list-incidents.ts'
import { URL_OK, type World } from './slack-world.ts'

/** Whether a message says these words, in its text or its blocks. */
export function shows(message: { blocks?: unknown; text?: string } | undefined, words: string): boolean {
  return JSON.stringify([message?.blocks, message?.text]).includes(words)
}

/** What there is to see in a world that may be opened later. */
export function lookAt(world: () => World) {
  const ours = (incident: number) =>
    world()
      .slack.messages({ byApp: true })
      .filter(({ metadata }) => metadata?.event_payload.incident === incident)
  const latest = async () => (await listIncidents(world().powers.store.db, { limit: 1 }))[0]?.incident ?? 0
  const cardOf = (incident: number) => ours(incident).find(({ metadata }) => metadata?.event_payload.slot === 'card')
  const whispers = (viewer: string, channel = 'incidents') =>
    world()
      .slack.messages({ channel, viewer })
      .filter((one) => one.onlyFor !== undefined)
  return {
    /** Number of the newest incident. */
    latest,
    cardOf,
    /** The parts of an incident's thread that are there. */
    slotsOf: (incident: number) => ours(incident).map(({ metadata }) => String(metadata?.event_payload.slot)),
    /** What only this person sees. */
    whispers,
    lastWhisper: (viewer: string, words: string, channel = 'incidents') =>
      world().slack.until(() => whispers(viewer, channel).some((one) => shows(one, words)), 10_000),
    /** Opens an incident as ada and waits until its card asks. */
    async asked(url = URL_OK): Promise<{ incident: number; card: () => Message }> {
      await world().slack.command('ada', 'incidents', `/why403 ${url} as member`)
      const incident = await latest()
      await world().slack.until(() => shows(cardOf(incident), 'Who is asking?'), 10_000)
      return { incident, card: () => cardOf(incident) as Message }
    },
  }
}
