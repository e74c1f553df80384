import { readdirSync, readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { createCheckRunner } from '../../src/checks/check-runner.ts'
import { catalogOf } from '../../src/checks/registry.ts'
import { configLanguage } from '../../src/checks/sources/config-language.ts'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { createSecretReader } from '../../src/config/read-secret.ts'
import type { Scenario } from '../../src/practice/target/scenario.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import type { RunbookSet } from '../../src/runbook/tree.ts'
import { startServer } from '../checks/loopback-server.ts'
import { walkScenario } from '../practice-target/walk-scenario.ts'

const FOLDER = join(import.meta.dirname, '../../runbooks')
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: (facts: object, message: string) => console.error(message, facts) }
const ENV = { MEMBER: 'member-secret', COLLEAGUE: 'colleague-secret', ADMIN: 'admin-secret' }
/** A claim is a cause that the denial gives at least so much confidence. */
const CLAIMED = 0.8

const checks = catalogOf()
const readSecret = createSecretReader({ env: ENV, readFile: () => '' })
let shipped: RunbookSet | undefined

/** How a walk of the shipped runbooks ended; the cause is `asks` where a person is asked. */
export type Ended = { cause: string; step: string | undefined; claimed: string[]; fix: string; probes: number }

/** Walks `GET /orders/17?page=2` as a member, or an approved POST of it, against a server that answers by `listener`. */
export async function walkAgainst(listener: RequestListener, { write = false } = {}): Promise<Ended> {
  await using server = await startServer(listener)
  const config = configFor(server.url)
  const runner = createCheckRunner({
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    log: SILENT,
    version: 'test',
    config,
    readSecret,
    checks,
  })
  shipped ??= readRunbooks()
  const { state, probes } = await walkScenario({ config, runner, set: shipped }, scenarioAt(server.url, write))
  await runner.close()
  const { cause = 'asks', denial, fix = '' } = state.conclusion ?? {}
  const claimed = (denial?.causes ?? []).filter(({ confidence }) => confidence >= CLAIMED).map((claim) => claim.cause)
  return { cause, step: state.path.at(-1)?.step, claimed, fix, probes }
}

function readRunbooks(): RunbookSet {
  const files = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]))
  const { set } = lintRunbooks(files, checks, { today: new Date() })
  if (!set) throw new Error('the shipped runbooks do not lint')
  return set
}

/** Three people, two of them of one role, and a pace at which a walk takes milliseconds. */
function configFor(url: string): Config {
  const bearer = (env: string, role: string) => ({ role, bearer: { env } })
  const identities = { member: bearer('MEMBER', 'member'), colleague: bearer('COLLEAGUE', 'member'), admin: bearer('ADMIN', 'admin') }
  const shop = { urls: [`${url}/`], privateNetwork: true, owner: '@shop', budget: { perSecond: 1000, burst: 1000 }, identities }
  return loadConfig({
    env: { WHY403_CONFIG: 'why403.yaml' },
    readFile: () => JSON.stringify({ targets: { shop } }),
    language: configLanguage,
  })
}

function scenarioAt(url: string, write: boolean): Scenario {
  const command = `/why403 ${write ? 'POST' : 'GET'} ${url}/orders/17?page=2 as member`
  return { id: 'walk', title: '', story: '', command, expected: { cause: 'unknown', layer: 'unknown', step: '' }, approve: write }
}
