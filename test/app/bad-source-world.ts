import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Check } from '../../src/checks/check.ts'
import { createCheckRunner } from '../../src/checks/check-runner.ts'
import { catalogOf } from '../../src/checks/registry.ts'
import { configLanguage } from '../../src/checks/sources/config-language.ts'
import { summaryText } from '../../src/cli/terminal/summary-text.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { createSecretReader } from '../../src/config/read-secret.ts'
import { advanceIncident } from '../../src/incidents/advance-incident.ts'
import { exportIncident } from '../../src/incidents/export-incident.ts'
import { openIncident } from '../../src/incidents/open-incident.ts'
import type { IncidentView } from '../../src/incidents/view.ts'
import { textsOf } from '../../src/practice/block-kit/walk-blocks.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import { cardMessage } from '../../src/slack/views/card.ts'
import { progressMessage } from '../../src/slack/views/progress.ts'
import type { Store } from '../../src/store/assemble-store.ts'
import { readEvents } from '../../src/store/incidents/read-events.ts'
import { startServer } from '../checks/loopback-server.ts'
import { worldOf } from '../incidents/incident-world.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { ADA } from '../walk/walk-world.ts'

const SHIPPED = join(import.meta.dirname, '../../runbooks')
/** For one probe and one question to a source; what hangs, hangs for ever. */
const PATIENCE_MS = 400
/** Nobody listens there. */
export const CLOSED = 'http://127.0.0.1:9'
export const CANARY = 'canary-3f9a61d0-secret'
const ENV = { MEMBER: 'member-secret-7c1e', CLIENT: CANARY }

/** What one walk left behind, as each surface tells it, and all that was stored and logged. */
export type Told = { view: IncidentView; card: string; thread: string; terminal: string; markdown: string; kept: string }

type Walk = {
  /** Keys of the target in why403.yaml, beside its URL, owner and the identity `member`. */
  target: object
  /** Run in the one step of a runbook of its own, and then a person is asked; without it the shipped runbooks are walked. */
  run?: Record<string, object>
  custom?: readonly Check[]
  path?: string
}

/** A target that refuses, services beside it that answer as badly as their path says, and a store for all walks. */
export type BadSourceWorld = { url: string; folder: string; walk(walk: Walk): Promise<Told>; [Symbol.asyncDispose](): Promise<void> }

const json = (status: number, value: unknown): RequestListener => {
  return (_, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

/** What is answered under a path's first segment. */
const ANSWERS: Readonly<Record<string, RequestListener>> = {
  orders: json(403, { error: 'forbidden' }),
  broken: json(500, { error: 'out of memory' }),
  nothing: json(200, {}),
  denied: json(401, { error: 'invalid_client', error_description: `no such client, or not with ${CANARY}` }),
  login: (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body><h1>Please log in</h1></body></html>'),
  moved: (_, response) => void response.writeHead(302, { location: `${CLOSED}/elsewhere` }).end(),
  silent: () => {},
}

function flapping(): RequestListener {
  let calls = 0
  return (request, response) => json(++calls % 2 === 0 ? 200 : 403, { calls })(request, response)
}

export async function openBadSourceWorld(): Promise<BadSourceWorld> {
  const store = await openTestStore({ workers: false })
  const folder = await mkdtemp(join(tmpdir(), 'why403-sources-'))
  const answers: Record<string, RequestListener> = { ...ANSWERS, flapping: flapping() }
  const server = await startServer((request, response) => {
    const answer = answers[request.url?.split('/')[1] ?? ''] ?? json(404, {})
    answer(request, response)
  })
  return {
    url: server.url,
    folder,
    walk: (walk) => walkOnce(store, server.url, walk),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function walkOnce(store: Store, url: string, { target, run, custom = [], path = '/orders/17' }: Walk): Promise<Told> {
  const member = { role: 'member', bearer: { env: 'MEMBER' } }
  const budget = { perSecond: 1000, burst: 1000 }
  const given = target as { identities?: object }
  const shop = { urls: [`${url}/`], privateNetwork: true, owner: '@shop', budget, ...target, identities: { member, ...given.identities } }
  const config = loadConfig({
    env: { WHY403_CONFIG: 'why403.yaml' },
    readFile: () => JSON.stringify({ targets: { shop } }),
    language: configLanguage,
  })
  const readSecret = createSecretReader({ env: ENV, readFile: (file) => readFileSync(file, 'utf8') })
  const checks = catalogOf(custom)
  const world = worldOf(store, { set: runbooksOf(checks, run) })
  const runner = createCheckRunner({ ...world.powers, config, readSecret, version: 'test', checks, timeoutMs: PATIENCE_MS })
  const powers = { ...world.powers, config, runner }
  const request = { method: 'GET', url: `${url}${path}`, headers: {} }
  const { incident } = await openIncident(powers, { request, as: 'member', actor: ADA, origin: { via: 'cli' } })
  const view = await advanceIncident(powers, { incident })
  const markdown = await exportIncident(powers, incident)
  await runner.close()
  const kept = JSON.stringify([await readEvents(store.db, incident), world.lines])
  const read = (message: ReturnType<typeof progressMessage>) => textsOf(message?.blocks ?? []).join('\n')
  return { view, card: read(cardMessage(view)), thread: read(progressMessage(view)), terminal: summaryText(view), markdown, kept }
}

function runbooksOf(checks: ReadonlyMap<string, Check>, run: Walk['run']) {
  const files = run ? new Map([['http-403.md', oneStep(run)]]) : new Map(readdirSync(SHIPPED).map(shipped))
  const { set, problems } = lintRunbooks(files, checks, { today: new Date() })
  if (!set) throw new TypeError(JSON.stringify(problems))
  return set
}

function shipped(file: string): [string, string] {
  return [file, readFileSync(join(SHIPPED, file), 'utf8')]
}

function oneStep(run: Record<string, object>): string {
  const block = Object.entries(run).map(([name, params]) => `${name}: ${JSON.stringify(params)}`)
  const first = '## Look\n\n```check\nrequest: {}\n```\n\n- otherwise → [Ask](#ask)\n'
  const ask = `## Ask\n\n\`\`\`check\n${block.join('\n')}\n\`\`\`\n\n- I know → [End](#end)\n`
  const end = '## End\n\n```outcome\ncause: unknown\nfix: Look.\n```\n'
  return `---\ntitle: One step\nowner: "@owner"\nreviewed: 2026-11-01\n---\n\n${first}\n${ask}\n${end}`
}
