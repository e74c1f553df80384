import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Hono } from 'hono'
import { createCheckRunner } from './checks/check-runner.ts'
import { loadCustomChecks } from './checks/load-custom-checks.ts'
import { catalogOf } from './checks/registry.ts'
import type { Config } from './config/config.ts'
import { createSecretReader } from './config/read-secret.ts'
import { sharedFinder } from './denial/matching/shared-finder.ts'
import type { Deps } from './deps.ts'
import { advanceIncident } from './incidents/advance-incident.ts'
import { AdvanceJob } from './incidents/driving/advance-job.ts'
import { sweepAbandoned, sweepDue } from './incidents/driving/sweep-due.ts'
import type { IncidentPowers } from './incidents/incident-powers.ts'
import { openRunbookLibrary } from './incidents/library/runbook-library.ts'
import { createSlack, type Slack } from './slack/create-slack.ts'
import { countIncidents } from './store/incidents/count-incidents.ts'
import { openStore } from './store/open-store.ts'
import { purgeSecrets } from './store/secrets/sealed-secrets.ts'
import { purgeInbox } from './store/slack/slack-inbox.ts'
import { readVersion } from './version.ts'
import { createWeb } from './web/create-web.ts'
import { createMetrics } from './web/metrics.ts'

/** How many incidents one process walks at once; each sends its probes within its target's budget. */
const WALKS_AT_ONCE = 8
const ABANDONED_EVERY_MS = 1_000
const DUE_EVERY_MS = 60_000
const KEEP_HOUSE_EVERY_MS = 3_600_000
/** Slack repeats an event within minutes; a day is kept. */
const INBOX_KEPT_MS = 86_400_000

/** What the service is built from. */
export type AppInput = {
  config: Config
  env: Readonly<Record<string, string | undefined>>
  deps: Deps
  /** Whether this process works on jobs, watches runbooks and talks to Slack; the command line does none of it. */
  serving: boolean
  apiToken: string
  /** Mounted under /practice. */
  practice?: Hono
}

/** Everything that runs, built. `close` ends the parts in the reverse order of their building, work in hand first. */
export type App = { powers: IncidentPowers; web: Hono; close(): Promise<void> }

/**
 * The composition root: builds every part, in the order in which they stand on each other.
 * @throws `store.*`, `runbook.invalid`, `config.invalid`; what was built until then is closed again
 */
export async function openApp(input: AppInput): Promise<App> {
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    return { ...(await build(input, closers)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function build(
  { config, env, deps, serving, apiToken, practice }: AppInput,
  closers: (() => Promise<void>)[],
): Promise<Omit<App, 'close'>> {
  // Made ready while the database opens: at the first answer it would hold up a walk.
  setImmediate(sharedFinder)
  const store = await openStore({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    secretKey: config.secretKey,
    deps,
    workers: serving,
  })
  closers.push(() => store.close())
  const metrics = createMetrics({ incidentsByState: () => countIncidents(store.db), queueDepth: () => store.jobs.depth() })
  const readSecret = createSecretReader({ env, readFile: (path) => readFile(path, 'utf8') })
  const checks = catalogOf(await loadCustomChecks(config.checks, { baseDir: dirname(config.configFile) }))
  const version = readVersion()
  const runner = createCheckRunner({ ...deps, config, readSecret, version, checks, onProbe: metrics.probe })
  closers.push(() => runner.close())
  const library = await openRunbookLibrary({ store, dir: config.runbooksDir, catalog: runner.checks, deps, watch: serving })
  closers.push(() => library.close())
  let slack: Slack | undefined
  const onEvent = (incident: number) => slack?.notice(incident)
  const powers: IncidentPowers = {
    ...deps,
    store,
    config,
    library,
    runner,
    version,
    onStep: metrics.step,
    onVerified: metrics.verified,
    onEvent,
  }
  if (serving && config.slack) slack = createSlack({ incidents: powers, onCall: metrics.slackCall, onAck: metrics.ack })
  if (serving) closers.push(await startWork(powers, slack))
  const web = createWeb({ incidents: powers, metrics, apiToken, slack: slack?.handle, practice, log: deps.log })
  return { powers, web }
}

/**
 * Walks incidents as their jobs come, looks every few seconds for work that a dead process has left, and starts Slack.
 * Answers how to end all that: before the checks end, so that no walk takes a check that was called off for its finding.
 */
async function startWork(powers: IncidentPowers, slack: Slack | undefined): Promise<() => Promise<void>> {
  await powers.store.jobs.work('advance', { concurrency: WALKS_AT_ONCE }, async (data, signal) => {
    await advanceIncident(powers, { ...AdvanceJob.parse(data), signal })
  })
  const abandoned = every(ABANDONED_EVERY_MS, () => sweepAbandoned(powers), powers)
  const due = every(DUE_EVERY_MS, () => sweepDue(powers), powers)
  const housekeeping = every(KEEP_HOUSE_EVERY_MS, () => keepHouse(powers), powers)
  await slack?.start()
  return async () => {
    for (const stop of [abandoned, due, housekeeping]) stop()
    await slack?.close()
    await powers.store.jobs.stop()
  }
}

/** Runs `work` now and then every `ms`; a failure is logged and the next turn comes all the same. */
function every(ms: number, work: () => Promise<unknown>, { log }: Deps): () => void {
  const turn = () => void work().catch((error) => log.warn({ error }, 'A periodic task failed; it is tried again'))
  turn()
  const timer = setInterval(turn, ms)
  return () => clearInterval(timer)
}

/** Forgets what has run out: sealed secrets past their date, inbox rows older than a day. */
async function keepHouse({ store, now }: IncidentPowers): Promise<void> {
  await purgeSecrets(store.db, now())
  await purgeInbox(store.db, new Date(now().getTime() - INBOX_KEPT_MS))
}
