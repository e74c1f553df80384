import { readFileSync } from 'node:fs'
import { type CheckRunner, createCheckRunner, type SessionInput } from '../../src/checks/check-runner.ts'
import type { CheckResult } from '../../src/checks/finding.ts'
import { catalogOf } from '../../src/checks/registry.ts'
import { createSecretReader } from '../../src/config/read-secret.ts'
import { identify } from '../../src/denial/identify.ts'
import { incidentOf, testPowers } from './prober/open-test-session.ts'

type Live = {
  check: string
  params?: Record<string, unknown>
  url: string
  /** The target `shop`, whose URL is the incident's origin unless said otherwise. */
  target?: object
  others?: Readonly<Record<string, object>>
  input?: Partial<SessionInput>
  env?: Readonly<Record<string, string>>
} & Pick<Parameters<typeof testPowers>[0], 'resolve' | 'timeoutMs' | 'log'>

/** Runs one check through the real prober, files as secrets included: its result, its finding's value, and how many probes it cost. */
export async function runLive({ check, params = {}, url, target = {}, others = {}, input = {}, env = {}, ...more }: Live) {
  const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined))
  const powers = testPowers({ targets: { shop: { urls: [new URL(url).origin], ...target }, ...others }, ...given })
  const readSecret = createSecretReader({ env, readFile: (path) => readFileSync(path, 'utf8') })
  const runner: CheckRunner = createCheckRunner({ ...powers, readSecret, checks: catalogOf() })
  try {
    const session = runner.openSession(incidentOf(url, input))
    const result: CheckResult = await session.start({ check, params, exchanges: [], denial: identify([]), urgent: true }).result
    const found = result.finding.kind === 'found' ? result.finding : undefined
    return { result, value: found?.value ?? {}, line: found?.line ?? '', probes: session.probes() - (input.probesUsed ?? 0) }
  } finally {
    await runner.close()
  }
}
