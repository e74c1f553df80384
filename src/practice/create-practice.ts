import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { SlackConfig } from '../config/config.ts'
import type { Log } from '../deps.ts'
import type { Deliver } from './delivery/sender.ts'
import { keepState, readKeptState } from './keep-state.ts'
import { createSlackStandIn, type SlackStandIn } from './slack-stand-in.ts'
import { type PageScenario, practiceApp } from './web/practice-app.ts'

/** `app` is to be mounted at /practice; `slack` are the settings with which why403 talks to it. */
export type Practice = {
  app: Hono
  slack: SlackConfig & { signingSecret: string; apiUrl: string }
  standIn: SlackStandIn
  /** Tells where this server is reached, once its port is known. */
  reachedAt(origin: string): void
  /** Ends the page's streams and writes the last state. */
  close(): Promise<void>
}

/**
 * The practice workspace. `baseUrl` is the server's origin (`http://127.0.0.1:3403`), `deliver` why403's
 * /slack/events. With `stateFile` the channels outlive a restart; without, they begin empty.
 */
export async function createPractice(input: {
  baseUrl: string
  deliver: Deliver
  now: () => Date
  newId: () => string
  scenarios: readonly PageScenario[]
  targetApp?: Hono
  stateFile?: string
  log?: Log
}): Promise<Practice> {
  const signingSecret = randomBytes(32).toString('hex')
  const botToken = `xoxb-practice-${randomBytes(24).toString('hex')}`
  const state = input.stateFile ? await readKeptState(input.stateFile) : undefined
  const standIn = createSlackStandIn({
    ...input,
    baseUrl: `${input.baseUrl}/practice`,
    signingSecret,
    botToken,
    ...(state ? { state } : {}),
  })
  const keeper = input.stateFile ? keepState(standIn.workspace, input.stateFile, input.log) : undefined
  const end = new AbortController()
  const slack = { signingSecret, botToken, apiUrl: standIn.apiUrl() }
  return {
    app: practiceApp(standIn, { ...input, end: end.signal, ...(keeper ? { kept: keeper.kept } : {}) }),
    slack,
    standIn,
    reachedAt(origin) {
      standIn.reachedAt(`${origin}/practice`)
      slack.apiUrl = standIn.apiUrl()
    },
    async close() {
      end.abort()
      await keeper?.close()
    },
  }
}
