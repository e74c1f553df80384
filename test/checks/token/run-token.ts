import { createCheckRunner } from '../../../src/checks/check-runner.ts'
import type { CheckResult } from '../../../src/checks/finding.ts'
import { catalogOf } from '../../../src/checks/registry.ts'
import type { TokenFinding } from '../../../src/checks/token/token-finding.ts'
import { identify } from '../../../src/denial/identify.ts'
import type { Exchange } from '../../../src/exchange.ts'
import { incidentOf, testPowers } from '../prober/open-test-session.ts'

/** A run of `token` through the real runner, prober and doors. `tokens` are bearer identities by name; the first is the subject. */
export type TokenRun = {
  url?: string
  method?: string
  tokens?: Readonly<Record<string, string>>
  identities?: Readonly<Record<string, object>>
  issuers?: readonly object[]
  params?: Record<string, unknown>
  subject?: string
  headers?: Readonly<Record<string, string>>
  exchanges?: readonly Exchange[]
  env?: Readonly<Record<string, string>>
}

/** Runs it, and hands back the finding and the whole result as text, to look for what must not be in it. */
export async function runToken(run: TokenRun): Promise<{ finding: TokenFinding; line: string; all: string }> {
  const { url = 'http://127.0.0.1:1/orders', tokens = {}, issuers, params = {}, exchanges = [] } = run
  const bearers = Object.keys(tokens).map((name) => [name, { role: 'member', bearer: { env: name } }])
  const identities = { ...Object.fromEntries(bearers), ...run.identities }
  const targets = { shop: { urls: [new URL(url).origin], identities, ...(issuers && { issuers }) } }
  const runner = createCheckRunner({ ...testPowers({ targets, env: { ...tokens, ...run.env } }), checks: catalogOf() })
  const subject = run.subject ?? Object.keys(identities)[0] ?? 'anonymous'
  const request = { method: run.method ?? 'GET', url, headers: run.headers ?? {} }
  try {
    const session = runner.openSession({ ...incidentOf(url), request, subject })
    const result: CheckResult = await session.start({ check: 'token', params, exchanges, denial: identify(exchanges), urgent: true }).result
    if (result.finding.kind === 'failed') throw new Error(`${result.finding.failed}: ${result.finding.message}`)
    return { finding: result.finding.value as TokenFinding, line: result.finding.line, all: JSON.stringify(result) }
  } finally {
    await runner.close()
  }
}
