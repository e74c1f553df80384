import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { TargetConfig } from '../../config/config.ts'
import { accessListRoutes } from './families/access-lists.ts'
import { botRoutes } from './families/bots.ts'
import { featureRoutes } from './families/features.ts'
import { gatewayRoutes } from './families/gateways.ts'
import { hostileRoutes } from './families/hostile.ts'
import { identityProviderRoutes } from './families/identity-provider.ts'
import { meshRoutes } from './families/mesh.ts'
import { methodRoutes } from './families/methods.ts'
import { networkRoutes } from './families/networks.ts'
import { permissionRoutes } from './families/permissions.ts'
import { rateRoutes } from './families/rates.ts'
import { resourceRoutes } from './families/resources.ts'
import { roleRoutes } from './families/roles.ts'
import { scopeRoutes } from './families/scopes.ts'
import { sessionRoutes } from './families/sessions.ts'
import { tenancyRoutes } from './families/tenancy.ts'
import { tokenRoutes } from './families/tokens.ts'
import { upstreamRoutes } from './families/upstreams.ts'
import { wafRoutes } from './families/waf.ts'
import { webServerRoutes } from './families/web-servers.ts'
import { createReadCaller } from './practice-caller.ts'
import { practiceIdentities } from './practice-identities.ts'
import { createPracticeIssuer } from './practice-issuer.ts'
import { practiceScenarios } from './practice-scenarios.ts'
import { createPracticeSessions } from './practice-sessions.ts'
import type { Scenario } from './scenario.ts'
import { TARGET_PATH, type TargetPowers } from './target-powers.ts'

const FAMILIES = [
  permissionRoutes,
  roleRoutes,
  tokenRoutes,
  scopeRoutes,
  sessionRoutes,
  networkRoutes,
  wafRoutes,
  botRoutes,
  rateRoutes,
  webServerRoutes,
  resourceRoutes,
  gatewayRoutes,
  identityProviderRoutes,
  meshRoutes,
  accessListRoutes,
  tenancyRoutes,
  featureRoutes,
  methodRoutes,
  upstreamRoutes,
  hostileRoutes,
]

/** A system to practise on: `app` is mounted at /practice/target, `target` goes into the config, `env` holds its identities' secrets. */
export type PracticeTarget = { app: Hono; target: TargetConfig; env: Record<string, string>; scenarios: Scenario[] }

/**
 * Builds the practice target, which refuses really and over HTTP in every way that why403 knows.
 * `baseUrl` is the server's own URL without a path; keys, tokens and sessions are made anew each time.
 */
export async function createPracticeTarget({
  baseUrl,
  now,
  newId = randomUUID,
}: {
  baseUrl: string
  now(): Date
  newId?(): string
}): Promise<PracticeTarget> {
  const root = `${baseUrl.replace(/\/$/, '')}${TARGET_PATH}`
  const issuer = await createPracticeIssuer({ issuer: `${root}/idp`, now })
  const sessions = createPracticeSessions({ now, newId })
  const { identities, env } = await practiceIdentities({ issuer, sessions })
  const powers: TargetPowers = { root, now, newId, issuer, sessions, readCaller: createReadCaller({ issuer, sessions }) }
  const app = new Hono()
  for (const routesOf of FAMILIES) app.route('/', routesOf(powers))
  return { app, target: targetConfig(root, identities), env, scenarios: practiceScenarios(root) }
}

function targetConfig(root: string, identities: TargetConfig['identities']): TargetConfig {
  return TargetConfig.parse({
    urls: [root],
    privateNetwork: true,
    owner: '@practice-owners',
    layers: {
      waf: '@edge-team',
      cdn: '@edge-team',
      'auth-proxy': '@identity-team',
      mesh: '@platform-team',
      'web-server': '@platform-team',
    },
    identities,
    unsafeMethods: 'ask',
    budget: { probes: 60, perSecond: 50, burst: 60 },
  })
}
