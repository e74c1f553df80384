/**
 * A replica on DATABASE_URL: takes due incidents by their lease, renews it and never ends; `share` jobs it ends at
 * once. Each line says what it took: `INC n` or `job NAME`.
 */
import { setInterval as everyMs } from 'node:timers/promises'
import { z } from 'zod'
import { listDue, renewLease, takeLease } from '../../../src/store/incidents/incident-lease.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { testDeps } from '../test-deps.ts'

const SWEEP_MS = 1_000
const RENEW_MS = 3_000
const Work = z.union([z.object({ incident: z.number() }), z.object({ name: z.string() })])

const deps = testDeps()
const store = await openStore({ databaseUrl: process.env.DATABASE_URL, dataDir: '', secretKey: new Uint8Array(32).fill(7), deps })
const say = (line: string) => process.stdout.write(`${line}\n`)

await store.jobs.work('advance', { concurrency: 2 }, async (data) => {
  const work = Work.parse(data)
  if ('name' in work) return void say(`job ${work.name}`)
  const lease = { incident: work.incident, owner: store.owner }
  if (!(await takeLease(store.db, { ...lease, now: deps.now() }))) return
  say(`INC ${work.incident}`)
  for await (const _ of everyMs(RENEW_MS)) await renewLease(store.db, { ...lease, now: deps.now() })
})
say('ready')
for await (const _ of everyMs(SWEEP_MS)) {
  for (const incident of await listDue(store.db, { now: deps.now() })) {
    await store.jobs.enqueue(store.db, 'advance', { data: { incident }, key: `INC-${incident}` })
  }
}
