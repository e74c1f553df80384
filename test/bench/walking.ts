import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApache } from '../real/apache-server.ts'
import { type ForegroundServer, findBinary } from '../real/foreground-server.ts'
import { startNginx } from '../real/nginx-server.ts'
import { BEARER_SECRETS, BEARERS } from '../real/server-cases.ts'
import { quantile } from './quantile.ts'
import type { Figure } from './report.ts'

const RUNS = 4
const BUDGET_MS = 5_000
const PROBES_MAX = 60
const ROOT = join(import.meta.dirname, '../..')
const BINARIES = { nginx: findBinary('nginx'), apache: findBinary('apache2') }

const FILES = {
  'deny/page.html': '',
  'key/page.html': '',
  'denied/page.html': '',
  'files/unreadable.html': '',
  'folder/below/page.html': '',
}
const MODES = { 'files/unreadable.html': 0o000 }
const NGINX = `
  location /deny/ { deny all; }
  location /key/ { if ($http_authorization != "Bearer admin-secret") { return 403; } }`
const APACHE = '<Location /denied>\n  Require all denied\n</Location>'

/** What each server refuses: a directive, a rule on who asks, a file that it may not read, a folder without index. */
const PATHS = {
  nginx: ['/deny/page.html', '/key/page.html', '/files/unreadable.html'],
  apache: ['/denied/page.html', '/files/unreadable.html', '/folder/'],
}

type Told = { wallMs: number; probes: number }

/** `diagnose --json` against real servers, each a process of its own from start to end, in an empty folder and in one that exists. */
export async function walking(): Promise<Figure[]> {
  const { nginx, apache } = BINARIES
  if (!nginx || !apache) return [{ name: 'nginx or Apache is not here', value: 'skipped', budget: 'none', ok: true }]
  const servers = {
    nginx: await startNginx({ binary: nginx, locations: NGINX, files: FILES, modes: MODES }),
    apache: await startApache({ binary: apache, directives: APACHE, files: FILES, modes: MODES }),
  }
  const folder = await mkdtemp(join(tmpdir(), 'why403-bench-'))
  try {
    await writeFile(join(folder, 'why403.yaml'), configFor(servers))
    const urls = Object.entries(PATHS).flatMap(([name, paths]) =>
      paths.map((path) => `${servers[name as keyof typeof PATHS].origin}${path}`),
    )
    const first: Told[] = []
    for (const [at, url] of urls.entries()) first.push(await diagnose(folder, `first-${at}`, url))
    const later: Told[] = []
    for (let run = 0; run < RUNS; run++) for (const url of urls) later.push(await diagnose(folder, 'first-0', url))
    return figuresOf(first, later)
  } finally {
    await servers.nginx.stop()
    await servers.apache.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function figuresOf(first: readonly Told[], later: readonly Told[]): Figure[] {
  const all = [...first, ...later]
  const [p50, p95] = [0.5, 0.95].map((share) =>
    Math.round(
      quantile(
        later.map(({ wallMs }) => wallMs),
        share,
      ),
    ),
  )
  const slowest = Math.round(Math.max(...first.map(({ wallMs }) => wallMs)))
  const probes = Math.max(...all.map((told) => told.probes))
  const budget = `≤ ${BUDGET_MS} ms`
  return [
    { name: `diagnose of nginx and Apache, whole process, ${later.length} runs: p50`, value: `${p50} ms`, budget: 'none', ok: true },
    { name: 'the same: p95', value: `${p95} ms`, budget, ok: (p95 ?? 0) <= BUDGET_MS },
    { name: `the same in an empty folder, ${first.length} runs: slowest`, value: `${slowest} ms`, budget, ok: slowest <= BUDGET_MS },
    { name: 'probes, most', value: String(probes), budget: `≤ ${PROBES_MAX}`, ok: probes <= PROBES_MAX },
  ]
}

function configFor(servers: Readonly<Record<string, ForegroundServer>>): string {
  const identities = Object.entries(BEARERS).map(([name, identity]) => `      ${name}: { ${identity} }`)
  const targets = Object.entries(servers).map(
    ([name, { origin }]) =>
      `  ${name}:\n    urls: ["${origin}/"]\n    privateNetwork: true\n    owner: "@web"\n    identities:\n${identities.join('\n')}`,
  )
  return `targets:\n${targets.join('\n')}\n`
}

async function diagnose(folder: string, data: string, url: string): Promise<Told> {
  const env = {
    ...process.env,
    ...BEARER_SECRETS,
    WHY403_CONFIG: join(folder, 'why403.yaml'),
    WHY403_DATA_DIR: join(folder, data),
    WHY403_RUNBOOKS: join(ROOT, 'runbooks'),
  }
  const began = performance.now()
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(ROOT, 'src/main.ts'), 'diagnose', url, '--as', 'member', '--json'],
      { env },
      (error, stdout, stderr) => {
        if (!stdout.startsWith('{')) return reject(error ?? new Error(stderr))
        resolve({ wallMs: performance.now() - began, probes: JSON.parse(stdout).probes })
      },
    )
  })
}
