import { z } from 'zod'
import { type Check, defineCheck } from '../../src/checks/check.ts'
import type { CheckRunner } from '../../src/checks/check-runner.ts'
import { verify } from '../../src/checks/verify/verify.ts'
import type { VerifyFinding } from '../../src/checks/verify/verify-finding.ts'
import type { Config } from '../../src/config/config.ts'
import { TargetConfig } from '../../src/config/config.ts'
import type { Exchange } from '../../src/exchange.ts'
import { advanceIncident } from '../../src/incidents/advance-incident.ts'
import { AdvanceJob } from '../../src/incidents/driving/advance-job.ts'
import type { IncidentPowers } from '../../src/incidents/incident-powers.ts'
import type { StandInInput } from '../../src/practice/slack-stand-in.ts'
import { redactExchange } from '../../src/redaction/redact-exchange.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import { createSlack, type Slack } from '../../src/slack/create-slack.ts'
import { type ServedStandIn, serveStandIn } from '../practice/serve-stand-in.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { testDeps } from '../store/test-deps.ts'

export const SIGNING_SECRET = 'signing-secret'
const APP_TOKEN = 'xapp-test'
export const URL_OK = 'https://api.test/orders/7'

const RUNBOOK = `---
title: Why is this request forbidden?
owner: "@sre-access"
reviewed: 2026-11-01
---

## Reproduce it
Send it.

\`\`\`check
request: { as: subject }
\`\`\`

- \`request.status < 400\` → [It works now](#it-works-now)
- otherwise → [Who is asking?](#who-is-asking)

## Who is asking?
Did this identity ever have access to **this** resource?

- Yes, until recently → [Role lost](#role-lost)
- No, it is new → [Missing grant](#missing-grant)
- I can't tell → [Many ways](#many-ways)

## Many ways
Which one?

- One → [Role lost](#role-lost)
- Two → [Missing grant](#missing-grant)
- Three → [Missing grant](#missing-grant)
- Four → [Missing grant](#missing-grant)

## Role lost
The role is gone.

\`\`\`outcome
cause: role-misassignment
fix: Give {{ identity.name }} its role back.
escalate: owner
\`\`\`

## Missing grant
Ask the owner.

\`\`\`outcome
cause: insufficient-permissions
fix: Grant access to {{ identity.name }}.
escalate: owner
\`\`\`

## It works now
Nothing to do.

\`\`\`outcome
cause: unknown
fix: Nothing.
\`\`\`
`

const request = defineCheck({
  name: 'request',
  summary: 'Reproduce',
  input: z.strictObject({ as: z.string().optional() }),
  output: z.object({ status: z.int() }),
  safety: 'safe',
  timeoutMs: 1000,
  examples: [],
  run: async () => ({ status: 403 }),
  line: ({ status }) => `${status}`,
})

/** What the target answers: mrkdwn, pings and a secret among it. */
export const HOSTILE_BODY = '<html><center>403 Forbidden</center><hr><center>nginx/1.27</center> <!channel> <@U0ADA> *bold* `x` </html>'

/** What the check `verify` finds. */
export const PROOF: VerifyFinding = {
  identity: 'member',
  method: 'GET',
  sent: true,
  before: 403,
  status: 200,
  of: 5,
  passedCount: 5,
  passes: true,
  refused: false,
  sameRefusal: false,
  unstable: false,
  limited: false,
  keptOut: ['anonymous'],
  passesToo: [],
  notTold: [],
  comesAndGoes: false,
  stillRefusedForOthers: true,
  tooWide: false,
  proven: true,
}

function fakeRunner(verified: { finding: VerifyFinding }): CheckRunner {
  const checks = new Map<string, Check>([
    ['request', request],
    ['verify', verify],
  ])
  return {
    checks,
    openSession: (session) => ({
      start: ({ check, params }) => {
        const exchange: Exchange = {
          as: session.subject,
          request: { method: session.request.method, url: session.request.url, headers: {} },
          response: { status: 403, headers: { server: ['nginx/1.27'], 'content-type': ['text/html'] }, body: HOSTILE_BODY },
        }
        const found = verified.finding
        const finding =
          check === 'verify'
            ? { kind: 'found' as const, value: found, line: verify.line(found) }
            : { kind: 'found' as const, value: { status: 403 }, line: 'refused with 403 <!channel>' }
        return {
          result: Promise.resolve({ check, params, finding, exchanges: [redactExchange(exchange)], durationMs: 1 }),
          hurry() {},
        }
      },
      probes: () => 1,
      close: async () => {},
    }),
    close: async () => {},
  }
}

/** No waiting between calls: what is tested here is not the pace. */
const UNPACED = { takeTurn: () => 0, hold: () => {}, heldUntilMs: () => 0 }

export type World = {
  slack: ServedStandIn
  app: Slack
  powers: IncidentPowers
  deps: ReturnType<typeof testDeps>
  calls: { method: string; status: string }[]
  /** What verifying a fix finds; proof unless changed. */
  verified: { finding: VerifyFinding }
  /** A second Slack part over the same store, as after a restart. */
  reopen(): Slack
  close(): Promise<void>
}

type WorldInput = { standIn?: Partial<StandInInput>; access?: Config['access']; walks?: boolean; start?: boolean; socketMode?: boolean }

/** Slack's stand-in, why403's Slack part behind it, a store, and a walk that asks one question. */
export async function openSlackWorld({
  standIn = {},
  access = {},
  walks = true,
  start = true,
  socketMode = false,
}: WorldInput = {}): Promise<World> {
  const deps = testDeps()
  const store = await openTestStore({ deps })
  const slack = await serveStandIn({
    signingSecret: SIGNING_SECRET,
    botToken: 'xoxb-test',
    retryDelaysMs: [0, 0, 0],
    appToken: APP_TOKEN,
    socketMode,
    ...standIn,
  })
  const verified = { finding: PROOF }
  const runner = fakeRunner(verified)
  const { set, problems } = lintRunbooks(new Map([['http-403.md', RUNBOOK]]), runner.checks, { today: new Date('2026-11-10') })
  if (!set) throw new TypeError(JSON.stringify(problems))
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    dataDir: '',
    configFile: '',
    runbooksDir: '',
    logLevel: 'silent',
    checks: [],
    access,
    slack: { botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: slack.apiUrl(), ...(socketMode ? { appToken: APP_TOKEN } : {}) },
    targets: {
      orders: TargetConfig.parse({
        urls: ['https://api.test/orders'],
        owner: '@edge-team',
        identities: { anonymous: {}, member: { role: 'member' } },
      }),
    },
  }
  const library = {
    current: () => set,
    byRevision: async () => set,
    problems: () => [],
    isDiverged: () => false,
    reload: async () => {},
    close: async () => {},
  }
  const powers: IncidentPowers = { ...deps, store, config, library, runner, version: 'test' }
  const calls: World['calls'] = []
  const open = () => createSlack({ incidents: powers, pace: UNPACED, onCall: (method, status) => void calls.push({ method, status }) })
  const app = open()
  powers.onEvent = app.notice
  if (!socketMode) slack.deliverTo((received) => app.handle(received))
  if (walks)
    await store.jobs.work(
      'advance',
      { concurrency: 2 },
      async (data, signal) => void (await advanceIncident(powers, { ...AdvanceJob.parse(data), signal })),
    )
  if (start) await app.start()
  return {
    slack,
    app,
    powers,
    deps,
    calls,
    verified,
    reopen: open,
    async close() {
      await app.close()
      await store.close()
      await slack.stop()
    },
  }
}
