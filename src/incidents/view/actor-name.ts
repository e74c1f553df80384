import type { Actor } from '../../walk/event.ts'

/** What people read as the machine's name. */
const MACHINE = 'why403'

/** The name that people read. */
export function actorName(actor: Actor): string {
  return actor.kind === 'person' ? actor.name : MACHINE
}

/** Who and when, as views carry it. */
export function byAt(actor: Actor, at: Date): { id: string; name: string; at: string } {
  return { id: actor.kind === 'person' ? actor.id : 'machine', name: actorName(actor), at: at.toISOString() }
}
