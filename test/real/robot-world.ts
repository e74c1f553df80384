import { readdirSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { IncidentView } from '../../src/incidents/view.ts'
import { type DesiredMessage, desiredMessages } from '../../src/slack/sync/desired-messages.ts'
import { METADATA_EVENT } from '../../src/slack/sync/find-posted.ts'
import { type ServedStandIn, serveStandIn } from '../practice/serve-stand-in.ts'
import { type Seen, serveRefusingTarget } from './refusing-target.ts'
import { dataFolder, type Running, startWhy403 } from './start-why403.ts'

const SIGNING_SECRET = 'robot-signing-secret'
const BOT_TOKEN = 'xoxb-robot'
const API_TOKEN = 'robot-api-token-0123456789'
const TOKEN = { headers: { authorization: `Bearer ${API_TOKEN}` } }
const MENTIONS = new Map([['@oncall', '<!subteam^S0ONCALL01>']])
const PARALLEL = { WHY403_API_TOKEN: API_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: BOT_TOKEN }

/** Slack, a target that refuses, and why403 between them as processes of its own, which may die at any time. */
export type RobotWorld = {
  slack: ServedStandIn
  target: string
  seen: Seen[]
  /** Starts a process; it answers Slack from then on. */
  start(): Promise<Running>
  /** Every incident as the API shows it, through a process that lives. */
  views(): Promise<IncidentView[]>
  /** An incident with its whole log, as markdown. */
  exported(incident: number): Promise<string>
  /** Incidents where it is the machine's turn. */
  unfinished(): Promise<string[]>
  /** What Slack shows otherwise than the API says; empty when every thread shows the truth exactly once. */
  untruths(): Promise<string[]>
  /** Where `text` is found: files of the data folder, calls to Slack, words of the processes. */
  leaks(text: string): string[]
}

/** Opens the world; no process runs yet. `settings` are environment variables of each. */
export async function openRobotWorld(settings: Readonly<Record<string, string>> = {}): Promise<RobotWorld> {
  const slack = await serveStandIn({ signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN, retryDelaysMs: [0, 500, 2000] })
  onTestFinished(() => slack.stop())
  const target = await serveRefusingTarget()
  const folder = await dataFolder()
  await writeFile(join(folder, 'why403.yaml'), configOf(target.url))
  const running: Running[] = []
  const env = {
    ...PARALLEL,
    SLACK_API_URL: slack.apiUrl(),
    WHY403_CONFIG: join(folder, 'why403.yaml'),
    WHY403_RUNBOOKS: join(import.meta.dirname, 'robot-runbooks'),
    LOG_LEVEL: 'debug',
    TARGET_MEMBER: 'member-secret-value',
    TARGET_ADMIN: 'admin-secret-value',
    ...settings,
  }
  const url = () => running.findLast(({ isAlive }) => isAlive())?.url ?? ''
  const views = () => readViews(url())
  return {
    slack,
    target: target.url,
    seen: target.seen,
    async start() {
      const isAlone = settings.DATABASE_URL === undefined
      const port = isAlone && running[0] ? Number(new URL(running[0].url).port) : 0
      const started = await startWhy403(join(folder, `data-${isAlone ? 0 : running.length}`), port, env)
      running.push(started)
      slack.deliverTo(balance(running))
      return started
    },
    views,
    exported: async (incident) => (await fetch(`${url()}/api/v1/incidents/${incident}/export`, TOKEN)).text(),
    unfinished: async () => (await views()).filter(({ state }) => state === 'checking').map(({ name }) => name),
    untruths: async () => (await views()).flatMap((view) => untruthsOf(slack, view)),
    leaks: (text) => [
      ...filesUnder(folder).filter((file) => readFileSync(file).includes(text)),
      ...slack.calls.filter((call) => JSON.stringify(call).includes(text)).map(({ method }) => method),
      ...running.filter(({ said }) => said().includes(text)).map(() => 'the log'),
    ],
  }
}

/** Hands each delivery to the next process that lives, as a balancer before replicas does; to a dead one when none lives. */
function balance(running: readonly Running[]): (request: Request) => Promise<Response> {
  let turn = 0
  return async (request) => {
    const alive = running.filter(({ isAlive }) => isAlive())
    const chosen = alive[turn++ % Math.max(1, alive.length)] ?? running.at(-1)
    const { method, headers, signal } = request
    return fetch(`${chosen?.url}/slack/events`, { method, headers, signal, body: await request.text() })
  }
}

/** Looks until nothing is found wrong; answers what still is after `timeoutMs`. */
export async function untilNothing(look: () => Promise<string[]>, timeoutMs: number): Promise<string[]> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const wrong = await look().catch((error: unknown) => [String(error)])
    if (wrong.length === 0 || Date.now() > end) return wrong
    await pause(200)
  }
}

function configOf(target: string): string {
  return JSON.stringify({
    targets: {
      orders: {
        urls: [target],
        privateNetwork: true,
        owner: '@oncall',
        budget: { probes: 60, perSecond: 200, burst: 200 },
        identities: {
          anonymous: {},
          member: { role: 'member', bearer: { env: 'TARGET_MEMBER' } },
          admin: { role: 'admin', bearer: { env: 'TARGET_ADMIN' } },
        },
      },
    },
  })
}

async function readViews(url: string): Promise<IncidentView[]> {
  const response = await fetch(`${url}/api/v1/incidents?limit=200`, TOKEN)
  const { incidents } = (await response.json()) as { incidents: unknown[] }
  return incidents.map((view) => IncidentView.parse(view))
}

function untruthsOf(slack: ServedStandIn, view: IncidentView): string[] {
  const wanted = desiredMessages(view, MENTIONS)
  const there = slack
    .messages({ byApp: true })
    .filter(({ metadata }) => metadata?.event_type === METADATA_EVENT && metadata.event_payload.incident === view.incident)
  const slots = there.map(({ metadata }) => String(metadata?.event_payload.slot))
  const extra = slots.filter((slot, index) => slots.indexOf(slot) !== index).map((slot) => `${view.name}: ${slot} is there twice`)
  const missing = wanted.flatMap((one) => differenceOf(view, one, there[slots.indexOf(one.slot)]))
  return [...extra, ...missing, ...(view.state === 'checking' ? [`${view.name} is still being checked`] : [])]
}

function differenceOf(
  { name }: IncidentView,
  { slot, message }: DesiredMessage,
  shown: { text: string; blocks?: unknown[] } | undefined,
): string[] {
  if (!shown) return [`${name}: ${slot} is missing`]
  const [seen, wanted] = [withoutIds(shown.blocks ?? []), withoutIds(message.blocks)]
  const at = Array.from({ length: wanted.length }, (_, index) => index).findIndex((index) => wanted[index] !== seen[index])
  return seen === wanted ? [] : [`${name}: ${slot} shows …${seen.slice(Math.max(0, at - 40), at + 60)}… for …${wanted.slice(at, at + 60)}…`]
}

/** As JSON with its keys in order, without block ids: those are new with every drawing. */
function withoutIds(blocks: readonly unknown[]): string {
  return JSON.stringify(blocks, (key, value) => {
    if (key === 'block_id') return undefined
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
  })
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}
