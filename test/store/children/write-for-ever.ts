/**
 * Opens the store in the folder of argv, starts a job that never ends, and appends notes to an
 * incident without end. Each line says what is committed: `INCIDENT SEQ`.
 */

import { inTransaction } from '../../../src/store/database.ts'
import { appendEvents } from '../../../src/store/incidents/append-events.ts'
import { takeLease } from '../../../src/store/incidents/incident-lease.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { MACHINE, note, openSample, projection } from '../sample-incident.ts'
import { testDeps } from '../test-deps.ts'

const deps = testDeps()
const store = await openStore({ dataDir: process.argv[2] ?? '', deps })
const incident = await openSample(store)
await takeLease(store.db, { incident, owner: store.owner, now: deps.now() })
const started = Promise.withResolvers<void>()
await store.jobs.work('advance', { concurrency: 1 }, () => {
  started.resolve()
  return new Promise(() => {})
})
await store.jobs.enqueue(store.db, 'advance', { data: { incident }, key: `INC-${incident}` })
await started.promise
for (let seen = 1; ; seen++) {
  const body = { incident, seen, at: deps.now(), actor: MACHINE, bodies: [note(`note ${seen}`)], projection: projection() }
  await inTransaction(store, (tx) => appendEvents(tx, body))
  process.stdout.write(`${incident} ${seen + 1}\n`)
}
