import type { Store } from '../../src/store/assemble-store.ts'
import { inTransaction } from '../../src/store/database.ts'
import { appendEvents } from '../../src/store/incidents/append-events.ts'
import { createIncident } from '../../src/store/incidents/create-incident.ts'
import type { Projection } from '../../src/store/incidents/projection.ts'
import type { Actor, EventBody } from '../../src/walk/event.ts'

export const AT = new Date('2026-11-02T10:00:00.000Z')
export const MACHINE: Actor = { kind: 'machine' }
export const ALICE: Actor = { kind: 'person', id: 'slack:U1', name: 'Alice' }

export const OPENED: Extract<EventBody, { type: 'opened' }> = {
  type: 'opened',
  data: {
    request: { method: 'GET', url: 'https://api.test/orders', headers: {}, hasBody: false },
    target: 'orders',
    subject: 'member',
    start: 'http-403.md#reproduce-it',
    revision: 'r1',
    origin: { via: 'api' },
    sendUnsafe: false,
    pasted: false,
  },
}

export function note(text: string): EventBody {
  return { type: 'noted', data: { text } }
}

export function projection(more: Partial<Projection> = {}): Projection {
  return { state: 'checking', target: 'orders', method: 'GET', url: 'https://api.test/orders', due: true, openedAt: AT, ...more }
}

/** Opens an incident as a use case would; returns its number. */
export async function openSample(store: Store, more: Partial<Projection> = {}): Promise<number> {
  const created = await inTransaction(store, (tx) =>
    createIncident(tx, { at: AT, actor: ALICE, body: OPENED, projection: () => projection(more) }),
  )
  return created.incident
}

/** Appends a note that leaves the incident the machine's turn, or not. */
export async function appendSample(store: Store, { incident, seen, due }: { incident: number; seen: number; due: boolean }): Promise<void> {
  await inTransaction(store, (tx) =>
    appendEvents(tx, { incident, seen, at: AT, actor: ALICE, bodies: [note('news')], projection: projection({ due }) }),
  )
}
