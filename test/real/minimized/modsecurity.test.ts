import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { type LoopbackApp, serveApp } from '../loopback-app.ts'
import { coreRuleSet, hasNginxModsecurity, LOAD_INTO_NGINX } from '../modsecurity.ts'
import { startNginx } from '../nginx-server.ts'
import { BEARER_SECRETS, BEARERS, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'

const BINARY = findBinary('nginx')
const MISSING =
  BINARY && hasNginxModsecurity() ? '' : ': no ModSecurity here (Debian: apt-get install libnginx-mod-http-modsecurity modsecurity-crs)'
const AS_MEMBER = ['--as', 'member']

/** No log is at hand: only leaving parts out tells that one of them decides, and which. */
const CASES = [
  { part: 'q', argv: ['/search?q=union+select+committee+meeting&page=1&sort=date', ...AS_MEMBER] },
  { part: 'x-note', argv: ['/search?page=1', ...AS_MEMBER, '-H', 'X-Note: filed under ../../old/notes', '-H', 'X-Team: minutes'] },
]

describe.skipIf(MISSING)(`ModSecurity without a log${MISSING}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp((_, response) => void response.writeHead(200).end('ok'))
    server = await startNginx({
      binary: BINARY ?? '',
      main: LOAD_INTO_NGINX,
      http: 'modsecurity on; modsecurity_rules_file rules.conf;',
      locations: `location / { proxy_pass ${app.origin}; }`,
      files: { '../rules.conf': coreRuleSet({ auditLog: 'audit.log', format: 'JSON' }) },
    })
    desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
    await app?.close()
  })

  test.each(CASES)('$part decides', async ({ part, argv }) => {
    const { diagnosis } = await desk.diagnose(...argv.map((word) => (word.startsWith('/') ? `${server.origin}${word}` : word)))

    expect(diagnosis).toMatchObject({ status: 'concluded', denial: { cause: 'waf-rule' } })
    expect(diagnosis.fix?.toLowerCase()).toContain(part)
    expect(diagnosis.probes).toBeLessThanOrEqual(60)
  })
})
