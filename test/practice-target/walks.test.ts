import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCheckRunner } from '../../src/checks/check-runner.ts'
import { catalogOf } from '../../src/checks/registry.ts'
import { configLanguage } from '../../src/checks/sources/config-language.ts'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { createSecretReader } from '../../src/config/read-secret.ts'
import type { Layer } from '../../src/denial/denial.ts'
import { practiceScenarios } from '../../src/practice/target/practice-scenarios.ts'
import type { Scenario } from '../../src/practice/target/scenario.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import type { State } from '../../src/walk/state.ts'
import { type ServedTarget, servePracticeTarget } from './serve-practice-target.ts'
import { type Ground, walkScenario, whereIs } from './walk-scenario.ts'

const FOLDER = join(import.meta.dirname, '../../runbooks')
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: (facts: object, message: string) => console.error(message, facts) }

let served: ServedTarget
let ground: Ground

beforeAll(async () => {
  served = await servePracticeTarget()
  const checks = catalogOf()
  const files = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]))
  const { set } = lintRunbooks(files, checks, { today: new Date() })
  if (!set) throw new Error('the shipped runbooks do not lint')
  const config = practiceConfig(served)
  const readSecret = createSecretReader({ env: served.env, readFile: () => '' })
  const powers = { now: () => new Date(), newId: () => crypto.randomUUID(), log: SILENT, version: 'test' }
  ground = { config, set, runner: createCheckRunner({ ...powers, config, readSecret, checks }) }
})

afterAll(async () => {
  await ground.runner.close()
  await served.close()
})

/** The practice target alone, with a pace at which all scenarios run within seconds. */
function practiceConfig({ target }: ServedTarget): Config {
  const config = loadConfig({ env: {}, readFile: () => '', language: configLanguage })
  return { ...config, targets: { practice: { ...target, budget: { ...target.budget, perSecond: 1000, burst: 1000 } } } }
}

/** The layer that refused. Where no signature knows the product, the application is assumed, and the scenario knows better. */
function layerOf({ conclusion }: State, { expected }: Scenario): Layer {
  const { layer, product } = conclusion?.denial ?? { layer: 'unknown', product: 'none' }
  return product === 'unknown' && layer === 'application' ? expected.layer : layer
}

test.each(practiceScenarios('').map(({ id, title }) => ({ id, title })))('$id: $title', async ({ id }) => {
  const scenario = served.scenarios.find((each) => each.id === id)
  if (!scenario) throw new Error(`no scenario ${id}`)

  const { state, asked, probes } = await walkScenario(ground, scenario)

  expect({
    step: whereIs(state, ground),
    layer: layerOf(state, scenario),
    cause: state.conclusion?.cause,
    asked,
  }).toEqual({
    ...scenario.expected,
    asked: expect.any(Array),
  })
  expect(state.conclusion?.denial?.cause ?? scenario.expected.cause).toBe(scenario.expected.cause)
  expect(asked).toHaveLength((scenario.answers?.length ?? 0) + (scenario.approve ? 1 : 0))
  expect(probes).toBeLessThanOrEqual(60)
})

test('an approved PUT is sent once, as the subject, and as nobody else', async () => {
  const scenario = served.scenarios.find(({ id }) => id === 'write-permission')
  if (!scenario) throw new Error('no such scenario')
  const before = served.seen.length

  await walkScenario(ground, scenario)

  const writes = served.seen.slice(before).filter(({ request }) => request.startsWith('PUT '))
  expect(writes).toEqual([{ request: 'PUT /methods/price-list', credential: `Bearer ${served.env.WHY403_PRACTICE_MEMBER}` }])
})

test('without approval nothing but safe methods arrives', async () => {
  const scenario = served.scenarios.find(({ id }) => id === 'csrf')
  if (!scenario) throw new Error('no such scenario')
  const before = served.seen.length

  await walkScenario(ground, { ...scenario, approve: false })

  const methods = new Set(served.seen.slice(before).map(({ request }) => request.split(' ')[0]))
  expect([...methods].filter((method) => !['GET', 'HEAD', 'OPTIONS'].includes(method ?? ''))).toEqual([])
})

test('a wrong bearer that is no JWT is not known to the server; nothing is said of a signature', async () => {
  const command = `/why403 curl -H 'Authorization: Bearer a-key-of-another-system-4711' ${served.root}/invoices`
  const expected = { cause: 'invalid-token', layer: 'application', step: '' } as const

  const { state } = await walkScenario(ground, { id: 'opaque', title: '', story: '', command, expected })

  expect([state.conclusion?.step, state.conclusion?.cause]).toEqual(['token.md#the-token-is-not-known', 'invalid-token'])
  expect(state.conclusion?.fix).not.toContain('signature')
})
