import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './quantile.ts'
import type { Figure } from './report.ts'

const RUNS = 7
const ANSWER_MS = 100
const BUDGET_MS = 600
const PROBES_MIN = 10
const MAIN = join(import.meta.dirname, '../../src/main.ts')

type Told = { ms: number; probes: number; status: string }

/** `diagnose --json` against a target that takes 100 ms for each answer and refuses the member what the admin may do. */
export async function diagnosis(): Promise<Figure[]> {
  const target = await startTarget()
  const folder = await mkdtemp(join(tmpdir(), 'why403-bench-'))
  try {
    const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/orders/17`
    await writeFile(join(folder, 'why403.yaml'), configFor(url))
    await run(folder, url)
    const told: Told[] = []
    for (let at = 0; at < RUNS; at++) told.push(await run(folder, url))
    return figuresOf(told)
  } finally {
    target.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function figuresOf(told: readonly Told[]): Figure[] {
  const ms = median(told.map((one) => one.ms))
  const probes = Math.min(...told.map((one) => one.probes))
  return [
    {
      name: `whole automatic walk, median of ${RUNS} (${told[0]?.status})`,
      value: `${Math.round(ms)} ms`,
      budget: `≤ ${BUDGET_MS} ms`,
      ok: ms <= BUDGET_MS,
    },
    { name: 'probes in it, fewest', value: String(probes), budget: `≥ ${PROBES_MIN}`, ok: probes >= PROBES_MIN },
  ]
}

async function startTarget(): Promise<Server> {
  const server = createServer((request, response) => {
    const isAdmin = request.headers.authorization === 'Bearer admin-token'
    setTimeout(() => {
      response.writeHead(isAdmin ? 200 : 403, { 'content-type': 'application/json' })
      response.end(isAdmin ? '{"order":17}' : '{"error":"forbidden","message":"missing permission orders:read"}')
    }, ANSWER_MS)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function configFor(url: string): string {
  return `targets:
  orders:
    urls: ["${new URL(url).origin}/"]
    privateNetwork: true
    owner: "@team-orders"
    identities:
      member: { role: member, bearer: { env: BENCH_MEMBER } }
      colleague: { role: member, bearer: { env: BENCH_MEMBER } }
      admin: { role: admin, bearer: { env: BENCH_ADMIN } }
`
}

async function run(folder: string, url: string): Promise<Told> {
  const env = {
    ...process.env,
    WHY403_CONFIG: join(folder, 'why403.yaml'),
    WHY403_DATA_DIR: join(folder, 'data'),
    WHY403_RUNBOOKS: join(import.meta.dirname, '../../runbooks'),
    BENCH_MEMBER: 'member-token',
    BENCH_ADMIN: 'admin-token',
  }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [MAIN, 'diagnose', url, '--as', 'member', '--json'], { env }, (error, stdout, stderr) => {
      if (!stdout.startsWith('{')) return reject(error ?? new Error(stderr))
      resolve(JSON.parse(stdout) as Told)
    })
  })
}
