import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { POSTGRES_MISSING, startPostgres } from '../real/postgres-server.ts'
import type { Figure } from './report.ts'
import { type Service, startService } from './service.ts'

const INCIDENTS = 1_000
const AT_ONCE = 10
const BUDGET_MB = 250
const API_TOKEN = 'bench-api-token-0123456789'
const SETTLE_WITHIN_MS = 300_000

/** Resident memory of the Node process with 1,000 incidents open on a Postgres server, all walked as far as a machine can. */
export async function memory(): Promise<Figure[]> {
  if (POSTGRES_MISSING) return [{ name: POSTGRES_MISSING, value: 'skipped', budget: `≤ ${BUDGET_MB} MB`, ok: true }]
  const postgres = await startPostgres()
  const target = createServer((_request, response) => response.writeHead(403).end('forbidden')).listen(0, '127.0.0.1')
  const folder = await mkdtemp(join(tmpdir(), 'why403-bench-'))
  const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/orders`
  const budget = '{ probes: 60, perSecond: 1000, burst: 1000 }'
  await writeFile(
    join(folder, 'why403.yaml'),
    `targets:\n  orders: { urls: ["${url}"], privateNetwork: true, owner: "@orders", budget: ${budget} }\n`,
  )
  const service = await startService({
    DATABASE_URL: await postgres.newDatabase(),
    WHY403_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    WHY403_DATA_DIR: join(folder, 'data'),
    WHY403_CONFIG: join(folder, 'why403.yaml'),
    WHY403_API_TOKEN: API_TOKEN,
  })
  try {
    for (let at = 0; at < INCIDENTS; at += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, one) => open(service, `${url}/${at + one}`)))
    const waiting = await untilSettled(service)
    const rss = residentMb(service.pid)
    return [
      {
        name: `resident memory, ${INCIDENTS} open incidents on Postgres (${waiting} wait for a person)`,
        value: `${rss} MB`,
        budget: `≤ ${BUDGET_MB} MB`,
        ok: rss <= BUDGET_MB,
      },
    ]
  } finally {
    await service.stop()
    await postgres.remove()
    target.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function open(service: Service, url: string): Promise<void> {
  const headers = { authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' }
  const response = await fetch(`${service.url}/api/v1/incidents`, { method: 'POST', headers, body: JSON.stringify({ url }) })
  if (!response.ok) throw new Error(`opening was answered ${response.status}: ${await response.text()}`)
}

/** How many incidents wait for a person once the machine has nothing left to do on any. */
async function untilSettled(service: Service): Promise<number> {
  const until = performance.now() + SETTLE_WITHIN_MS
  while (performance.now() < until) {
    const text = await (await fetch(`${service.url}/metrics`)).text()
    const count = (state: string) => Number(new RegExp(`^why403_incidents\\{state="${state}"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0)
    if (count('checking') === 0 && count('asking') + count('stuck') + count('concluded') >= INCIDENTS)
      return count('asking') + count('stuck')
    await pause(500)
  }
  throw new Error('the machine did not come to rest')
}

function residentMb(pid: number): number {
  const kb = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  return Math.round(kb / 1024)
}
