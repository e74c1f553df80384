import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { serveStandIn } from '../practice/serve-stand-in.ts'
import { POSTGRES_MISSING, startPostgres } from '../real/postgres-server.ts'
import { quantile } from './quantile.ts'
import type { Figure } from './report.ts'
import { startService } from './service.ts'
import { SIGNING_SECRET, signedCommand } from './signed-command.ts'

const PER_SECOND = 50
const SECONDS = 10
const WARM_UP = 50
const BUDGET_MS = 300
const BOT_TOKEN = 'xoxb-bench'

/** Signed slash commands at 50 a second, each opening an incident: from sending to the answer, which comes after storing. */
export async function acknowledgement(): Promise<Figure[]> {
  const onPglite = await measureOn('PGlite', {})
  if (POSTGRES_MISSING) return onPglite
  const postgres = await startPostgres()
  try {
    const env = { DATABASE_URL: await postgres.newDatabase(), WHY403_SECRET_KEY: Buffer.alloc(32, 1).toString('base64') }
    return [...onPglite, ...(await measureOn('Postgres', env))]
  } finally {
    await postgres.remove()
  }
}

async function measureOn(database: string, env: NodeJS.ProcessEnv): Promise<Figure[]> {
  const slack = await serveStandIn({ signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN })
  const target = createServer((_request, response) => response.writeHead(403).end('forbidden')).listen(0, '127.0.0.1')
  const folder = await mkdtemp(join(tmpdir(), 'why403-bench-'))
  const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/orders`
  await writeFile(join(folder, 'why403.yaml'), `targets:\n  orders: { urls: ["${url}"], privateNetwork: true, owner: "@orders" }\n`)
  const service = await startService({
    WHY403_DATA_DIR: join(folder, 'data'),
    WHY403_CONFIG: join(folder, 'why403.yaml'),
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_API_URL: slack.apiUrl(),
    ...env,
  })
  try {
    await sendSteadily({ service: service.url, url, first: 0, count: WARM_UP })
    return figuresOf(database, await sendSteadily({ service: service.url, url, first: WARM_UP, count: PER_SECOND * SECONDS }))
  } finally {
    await service.stop()
    await slack.stop()
    target.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function figuresOf(database: string, took: readonly number[]): Figure[] {
  const [p50, p99] = [quantile(took, 0.5), quantile(took, 0.99)]
  const name = `slash command to acknowledged on ${database}, ${took.length} at ${PER_SECOND}/s`
  return [
    { name: `${name}, p50`, value: `${p50.toFixed(0)} ms`, budget: 'none', ok: true },
    { name: `${name}, p99`, value: `${p99.toFixed(0)} ms`, budget: `≤ ${BUDGET_MS} ms`, ok: p99 <= BUDGET_MS },
  ]
}

type Load = { service: string; url: string; first: number; count: number }

/** Sends on a fixed clock, whatever the answers take, so that a slow answer cannot hide the ones behind it. */
async function sendSteadily({ service, url, first, count }: Load): Promise<number[]> {
  const began = performance.now()
  const sent: Promise<number>[] = []
  for (let at = 0; at < count; at++) {
    await pause(Math.max(0, began + (at * 1000) / PER_SECOND - performance.now()))
    sent.push(sendOne(service, signedCommand(`GET ${url}/${first + at}`, first + at)))
  }
  return Promise.all(sent)
}

async function sendOne(service: string, command: { body: string; headers: Record<string, string> }): Promise<number> {
  const began = performance.now()
  const response = await fetch(`${service}/slack/events`, { method: 'POST', ...command })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`a command was answered ${response.status}: ${text}`)
  return performance.now() - began
}
