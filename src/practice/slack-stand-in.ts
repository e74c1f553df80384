import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { Core } from './core.ts'
import { createHttpSender, type Deliver, type Sender } from './delivery/sender.ts'
import { createPeople, type People } from './people/people.ts'
import { type CallLog, createCallLog } from './web-api/call-log.ts'
import { createFaults, type Faults } from './web-api/faults.ts'
import { createRateTiers } from './web-api/rate-tiers.ts'
import { webApiApp } from './web-api/web-api-app.ts'
import type { WorkspaceState } from './workspace/state.ts'
import { createWorkspace, type Workspace } from './workspace/workspace.ts'

/** The scopes of why403's manifest, the optional ones too. */
const SCOPES = [
  'commands',
  'app_mentions:read',
  'chat:write',
  'chat:write.public',
  'im:write',
  'users:read',
  'usergroups:read',
  'reactions:write',
  'channels:history',
] as const

/** How a stand-in is made; what is left out is as Slack has it. */
export type StandInInput = {
  signingSecret: string
  botToken: string
  appToken?: string
  /** The app's /slack/events, as a URL or a handler; may be set later with `deliverTo`. */
  deliver?: Deliver
  /** Where this stand-in is reached, without a slash at the end; may be set later with `reachedAt`. */
  baseUrl?: string
  now?: () => Date
  newId?: () => string
  scopes?: readonly string[]
  /** Keep Slack's rate limits (429 with Retry-After). */
  rateTiers?: boolean
  timeoutMs?: number
  retryDelaysMs?: readonly number[]
  state?: WorkspaceState
}

/** A local Slack: its Web API, its memory, and what people do in it. */
export type SlackStandIn = People & {
  /** Web API at /api/METHOD, response_urls at /hooks/ID. */
  app: Hono
  core: Core
  workspace: Workspace
  faults: Faults
  calls: CallLog['calls']
  deliverTo(deliver: Deliver): void
  /** Takes deliveries away from HTTP, as an open Socket Mode connection does; undefined gives them back. */
  divertTo(sender: Sender | undefined, socketUrl?: string): void
  reachedAt(baseUrl: string): void
  /** For `SLACK_API_URL`. */
  apiUrl(): string
}

const SLACK_TIMEOUT_MS = 3000
const SLACK_RETRIES_MS = [0, 60_000, 300_000]

/** A stand-in that keeps Slack's rules and limits; nothing listens yet. */
export function createSlackStandIn(input: StandInInput): SlackStandIn {
  const { now = () => new Date(), newId = randomUUID, timeoutMs = SLACK_TIMEOUT_MS, signingSecret } = input
  const workspace = createWorkspace({ now, newId, ...(input.state ? { state: input.state } : {}) })
  let deliver = input.deliver
  let baseUrl = input.baseUrl ?? 'http://localhost'
  let diverted: { sender: Sender; url: string } | undefined
  const sendOverHttp: Sender = (parcel) => {
    if (!deliver) throw new TypeError('The stand-in was told no address to deliver to')
    return createHttpSender({ deliver, signingSecret, timeoutMs, now })(parcel)
  }
  const core: Core = {
    workspace,
    baseUrl: () => baseUrl,
    send: (parcel) => (diverted?.sender ?? sendOverHttp)(parcel),
    retryDelaysMs: input.retryDelaysMs ?? SLACK_RETRIES_MS,
  }
  const faults = createFaults()
  const log = createCallLog(now)
  const app = webApiApp({
    workspace,
    faults,
    log,
    baseUrl: () => baseUrl,
    socketUrl: () => diverted?.url ?? `${baseUrl.replace(/^http/, 'ws')}/socket`,
    tokens: { bot: input.botToken, ...(input.appToken ? { app: input.appToken } : {}) },
    scopes: input.scopes ?? SCOPES,
    ...(input.rateTiers ? { tiers: createRateTiers(now) } : {}),
  })
  return {
    ...createPeople(core),
    app,
    core,
    workspace,
    faults,
    calls: log.calls,
    deliverTo: (to) => {
      deliver = to
    },
    divertTo: (sender, url = '') => {
      diverted = sender ? { sender, url } : undefined
    },
    reachedAt: (url) => {
      baseUrl = url
    },
    apiUrl: () => `${baseUrl}/api/`,
  }
}
