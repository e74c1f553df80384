import { z } from 'zod'
import { type Check, defineCheck } from '../../src/checks/check.ts'
import type { CheckRunner, RunInput, SessionInput } from '../../src/checks/check-runner.ts'
import type { CheckResult } from '../../src/checks/finding.ts'
import { type Config, FileConfig } from '../../src/config/config.ts'
import { Why403Error } from '../../src/errors.ts'
import type { IncidentPowers } from '../../src/incidents/incident-powers.ts'
import type { RunbookLibrary } from '../../src/incidents/library/runbook-library.ts'
import type { RunbookSet } from '../../src/runbook/tree.ts'
import type { Store } from '../../src/store/assemble-store.ts'
import { testDeps } from '../store/test-deps.ts'
import { CHECKS, exchangeOf, foundResult, heldBackExchange, runbookOf } from '../walk/walk-world.ts'

const OUTCOME = (cause: string, more = '') =>
  `\`\`\`outcome\ncause: ${cause}\nfix: Mend {{ incident.path }} for {{ identity.name }}.\nescalate: owner\n${more}\`\`\`\n`

/** Asks a person once when the request is refused; `compare` is reached by the machine, `methods` after an answer. */
export const TREE = runbookOf(`## Reproduce it
\`\`\`check
request: { as: subject }
\`\`\`

- \`request.status == 200\` → [Works](#works)
- \`request.needsApproval\` → [Who is asking](#who-is-asking)
- otherwise → [Compare](#compare)

## Compare
\`\`\`check
compare: {}
\`\`\`

- \`compare.status == 200\` → [Grant](#grant)
- otherwise → [Who is asking](#who-is-asking)

## Who is asking
Did {{ identity.name }} ever have access?

- Yes → [Grant](#grant)
- No → [Filter](#filter)
- otherwise → [Filter](#filter)

## Works
${OUTCOME('unknown')}

## Grant
${OUTCOME('insufficient-permissions', 'verify: Send it again.\n')}

## Filter
\`\`\`check
methods: {}
\`\`\`

${OUTCOME('waf-rule')}`)

export const SOME_CONFIG: Config = {
  ...FileConfig.parse({
    targets: {
      orders: {
        urls: ['https://api.test/orders'],
        owner: '@team-orders',
        layers: { waf: '@edge-team' },
        identities: {
          anonymous: {},
          member: { role: 'member', bearer: { env: 'MEMBER' } },
          admin: { role: 'admin', bearer: { env: 'ADMIN' } },
        },
      },
      strict: { urls: ['https://strict.test/'], owner: '@strict', unsafeMethods: 'never' },
    },
  }),
  host: '127.0.0.1',
  port: 0,
  dataDir: '',
  configFile: '',
  runbooksDir: '',
  slack: null,
  logLevel: 'silent',
}

/** What a check answers; a promise keeps the walk waiting. */
export type Answer = (input: RunInput, session: SessionInput) => CheckResult | Promise<CheckResult>

/** A target that refuses the member with 403; unsafe methods are held back until approved. */
export const refusing: Answer = ({ check }, { request, approved }) => {
  const isHeld = !['GET', 'HEAD'].includes(request.method) && !approved
  if (check === 'request' && isHeld) return foundResult('request', { needsApproval: true }, [heldBackExchange(request.method)])
  const status = check === 'request' || check === 'compare' ? 403 : 404
  return foundResult(check, { status }, [exchangeOf(status, { as: check, method: request.method, body: 'Forbidden by policy' })])
}

export type Started = {
  check: string
  urgent: boolean
  approved: boolean
  request: SessionInput['request']
  aborted(): boolean
  hurried(): boolean
}

/** A runner that answers by `answer` and remembers what was started. */
function scriptedRunner(answer: { current: Answer }): CheckRunner & { started: Started[]; sessions: SessionInput[] } {
  const started: Started[] = []
  const sessions: SessionInput[] = []
  const checks = new Map<string, Check>([...CHECKS].map(([name, facts]) => [name, fakeCheck(name, facts)]))
  return {
    started,
    sessions,
    checks,
    openSession(session) {
      sessions.push(session)
      return {
        start(input) {
          let hurried = false
          const { check, urgent } = input
          started.push({
            check,
            urgent,
            approved: session.approved,
            request: session.request,
            aborted: () => input.signal?.aborted ?? false,
            hurried: () => hurried,
          })
          const result = Promise.resolve().then(() => answer.current(input, session))
          const hurry = () => {
            hurried = true
          }
          return { result, hurry }
        },
        probes: () => started.length,
        close: async () => {},
      }
    },
    close: async () => {},
  }
}

function fakeCheck(name: string, facts: Pick<Check, 'reads' | 'prefetch'>): Check {
  const check = defineCheck({
    name,
    summary: name,
    input: z.looseObject({}),
    output: z.looseObject({}),
    safety: name === 'request' ? 'needs approval' : 'safe',
    timeoutMs: 1000,
    examples: [],
    async run(_, { probe }) {
      const { response } = await probe(name === 'request' ? {} : { as: 'somebody-else' })
      return { status: response?.status }
    },
    line: () => `${name} found`,
  })
  return { ...check, ...facts } as unknown as Check
}

function fixedLibrary(sets: readonly RunbookSet[]): RunbookLibrary {
  return {
    current: () => sets[0] as RunbookSet,
    async byRevision(revision) {
      const set = sets.find((each) => each.revision === revision)
      if (!set) throw new Why403Error('runbook.unknown', 'no such revision')
      return set
    },
    problems: () => [],
    isDiverged: () => false,
    reload: async () => {},
    close: async () => {},
  }
}

/** The use cases' powers over a store, with a scripted runner. */
export function worldOf(store: Store, { set = TREE, answer = refusing }: { set?: RunbookSet; answer?: Answer } = {}) {
  const script = { current: answer }
  const runner = scriptedRunner(script)
  const told: number[] = []
  const deps = testDeps()
  const powers: IncidentPowers = {
    ...deps,
    store,
    config: SOME_CONFIG,
    library: fixedLibrary([set]),
    runner,
    version: '0.0.0',
    onEvent: (incident) => void told.push(incident),
  }
  return { powers, runner, script, told, lines: deps.lines }
}
