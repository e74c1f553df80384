import { join } from 'node:path'
import { type Desk, openDesk } from './serving-desk.ts'
import type { WalkCase } from './walk-case.ts'

/** Two people of one role and an admin, each with a bearer token of `BEARER_SECRETS`. */
export const BEARERS = {
  member: 'role: member, bearer: { env: SITE_MEMBER }',
  colleague: 'role: member, bearer: { env: SITE_COLLEAGUE }',
  admin: 'role: admin, bearer: { env: SITE_ADMIN }',
}
/** Their secrets; a server under test lets `admin-secret` pass. */
export const BEARER_SECRETS = { SITE_MEMBER: 'member-secret', SITE_COLLEAGUE: 'colleague-secret', SITE_ADMIN: 'admin-secret' }

/** What a desk for one server is told: `identities` by name and further lines of the target (its logs, its vantages), in YAML. */
type ServerDesk = {
  origin: string
  identities: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, string>>
  settings?: readonly string[]
}

/** A desk whose one target is the server at `origin`, at a pace that no test notices. */
export function openServerDesk({ origin, identities, secrets, settings = [] }: ServerDesk): Promise<Desk> {
  const lines = Object.entries(identities).map(([name, identity]) => `      ${name}: { ${identity} }`)
  return openDesk(
    `targets:
  site:
    urls: ["${origin}/"]
    privateNetwork: true
    owner: "@web"
    budget: { perSecond: 500, burst: 500 }
    identities:
${lines.join('\n')}
${settings.map((line) => `    ${line}`).join('\n')}
`,
    secrets,
  )
}

/** The `logs` setting of a target whose logs are these files, globs among them. */
export function logsIn(folder: string, ...files: readonly string[]): string {
  return `logs: [${files.map((file) => `{ file: ${JSON.stringify(join(folder, file))} }`).join(', ')}]`
}

/** Who answers, and the step at which a person is asked about the page that gives nothing away. */
type ServerUnderTest = { layer: string; product: string; asksAt?: string }

/** Cases of one server, each asked for as the member unless it says otherwise. */
export function casesOf({ layer, product, asksAt }: ServerUnderTest) {
  const denial = (cause: string) => ({ layer, product, cause })
  const refused = (title: string, path: string) => ({ title, argv: [path, '--as', 'member'], verdict: 'denied' as const })
  /** A refusal whose reason only a person can find. */
  const asks = (title: string, path: string): WalkCase => ({
    ...refused(title, path),
    status: 'needs-human',
    denial: denial('server-directive'),
    ends: asksAt,
  })
  /** A refusal that is told apart without a person. */
  const tells = (title: string, path: string, cause: string, ends: string): WalkCase => ({
    ...refused(title, path),
    status: 'concluded',
    denial: denial(cause),
    ends,
  })
  /** A refusal whose reason a log tells, wherever the walk ends. */
  const told = (title: string, path: string, cause: string, rule?: string): WalkCase => ({
    ...refused(title, path),
    status: 'concluded',
    denial: { ...denial(cause), ...(rule !== undefined && { rule }) },
  })
  /** A counter without a word: what passes and what is refused depends on the order of arrival, so it is walked once. */
  const limits = (title: string, path: string): WalkCase => ({
    ...tells(title, path, 'rate-limit', 'rate-limit.md#a-limiter-that-says-nothing'),
    verdict: 'rate-limited',
    once: true,
  })
  /** A method that is refused, sent for real. */
  const writes = (title: string, method: string, path: string): WalkCase => ({
    ...tells(title, path, 'method-or-path', 'methods.md#the-method-is-not-allowed'),
    argv: [method, path, '--as', 'member', '--send-unsafe'],
    once: true,
  })
  return { asks, tells, told, limits, writes, denial }
}
