import { setTimeout as sleepFor } from 'node:timers/promises'
import { Why403Error } from '../errors.ts'
import { asForeground } from '../store/foreground.ts'
import { listDueMessages } from '../store/slack/slack-messages.ts'
import { createAccess } from './access.ts'
import { createBoltApp } from './bolt-app.ts'
import { createDirectory } from './calls/directory.ts'
import { createResponder } from './calls/responder.ts'
import { createSlackCalls } from './calls/slack-calls.ts'
import { createHandlers } from './handlers/create-handlers.ts'
import type { Desk } from './handlers/desk.ts'
import { createInbox } from './receiver/inbox.ts'
import { receiveRequest } from './receiver/receive-request.ts'
import { createSocketReceiver } from './receiver/socket-receiver.ts'
import type { SlackPowers } from './slack-powers.ts'
import { sweepEvery } from './sweep-every.ts'
import { createPace } from './sync/pace.ts'
import { createSyncer, type Syncer } from './sync/syncer.ts'
import { notice } from './views/notice.ts'

/** How often deliveries that a dead process left are looked for. */
const INBOX_SWEEP_MS = 2_000
/** How often threads that a dead process or an unreachable Slack left behind are looked for. */
const THREAD_SWEEP_MS = 3_000

/** why403 in Slack. Nothing runs before `start`. */
export type Slack = {
  /** Answers `POST /slack/events`. */
  handle(request: Request): Promise<Response>
  /** Takes up what was left, and connects Socket Mode when there is an app token. Waits for neither; Slack may be away. */
  start(): Promise<void>
  /** Hand it to `IncidentPowers.onEvent`: the incident's thread follows within about a second. */
  notice(incident: number): void
  /** Brings an incident's thread in step now, as far as Slack lets us. */
  deliver(incident: number): Promise<void>
  /** Ends with work in hand finished; what is due is found again at the next start. */
  close(): Promise<void>
}

/** Builds Slack's part from the powers. @throws `config.invalid` without a Slack configuration */
export function createSlack(powers: SlackPowers): Slack {
  const { incidents, onAck } = powers
  const { log, now, store } = incidents
  const { signingSecret = '', appToken, apiUrl } = slackConfig(powers)
  const stop = new AbortController()
  const { syncer, inbox } = assemble(powers, stop.signal)
  const socket = appToken ? createSocketReceiver({ appToken, apiUrl, log, accept: inbox.accept, onAck }) : undefined
  const stops: (() => Promise<void>)[] = []

  async function followDue(): Promise<void> {
    for (const incident of await listDueMessages(store.db, { now: now() })) void syncer.deliver(incident)
  }

  return {
    handle: (request) => asForeground(() => receiveRequest({ signingSecret, now, accept: inbox.accept, onAck }, request)),
    async start() {
      stops.push(sweepEvery(INBOX_SWEEP_MS, inbox.redriveUnfinished, log), sweepEvery(THREAD_SWEEP_MS, followDue, log))
      socket?.start()
    },
    notice: syncer.notice,
    deliver: syncer.deliver,
    async close() {
      await socket?.close()
      await inbox.close()
      await Promise.all(stops.map((end) => end()))
      stop.abort()
      await syncer.close()
    },
  }
}

function slackConfig({ incidents: { config } }: SlackPowers) {
  if (!config.slack) throw new Why403Error('config.invalid', 'Slack is not configured: SLACK_BOT_TOKEN is missing.')
  return config.slack
}

/** Builds what speaks (calls, threads) and what listens (inbox, Bolt, handlers), and joins them. */
function assemble(powers: SlackPowers, signal: AbortSignal): { syncer: Syncer; inbox: ReturnType<typeof createInbox> } {
  const { incidents, onCall, pace = createPace(() => incidents.now().getTime()) } = powers
  const { config, log } = incidents
  const { botToken, apiUrl } = slackConfig(powers)
  const calls = createSlackCalls({ token: botToken, apiUrl, log, now: incidents.now, onCall })
  const directory = createDirectory({ call: calls.background, deps: incidents })
  const responderFor = (url: string | undefined) => createResponder({ fetch, onCall }, url)
  const sleep = (ms: number) => sleepFor(ms, undefined, { signal, ref: false }).catch(() => {})
  const syncer = createSyncer({ incidents, call: calls.background, pace, directory, responderFor, sleep })
  const follow = (incident: number) => void syncer.deliver(incident)
  const desk: Desk = { incidents, calls, directory, access: createAccess({ config, directory, log }), responderFor, follow }
  const run = createBoltApp({ botToken, apiUrl, log, handlers: createHandlers(desk) })
  const tell = async (url: string, text: string) => void (await responderFor(url).whisper(notice(text)))
  return { syncer, inbox: createInbox({ ...incidents, run, tell }) }
}
