import { appendFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createCheckRunner } from '../../../src/checks/check-runner.ts'
import type { CheckResult } from '../../../src/checks/finding.ts'
import { catalogOf } from '../../../src/checks/registry.ts'
import { identify } from '../../../src/denial/identify.ts'
import { denialOver } from '../../../src/walk/scope-over.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from '../prober/open-test-session.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The moment at which the clock of `testPowers` stands. */
const NOW = new Date('2026-03-01T12:00:00Z')

test('a probe is found in a file by its trace id and in Loki by the mark of the incident, and the denial of the walk takes the reason over', async () => {
  using folder = temporaryFolder()
  const file = folder.write('app.log', '')
  await using target = await startServer((request, response) => {
    const trace = request.headers.traceparent
    const told = { time: NOW.toISOString(), msg: 'AccessDenied: missing scope orders:read', traceparent: trace, status: 403 }
    appendFileSync(file, `${JSON.stringify(told)}\n`)
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":"forbidden"}')
  })
  await using loki = await startServer((_, response) => {
    const access = `127.0.0.1 - - [01/Mar/2026:12:00:00 +0000] "GET /orders HTTP/1.1" 403 5 "-" "${target.seen[0]?.headers['user-agent']}"`
    const values = [[`${NOW.getTime()}000000`, access]]
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'streams', result: [{ stream: {}, values }] } }))
  })
  const logs = [
    { file, name: 'app' },
    { loki: { url: loki.url, query: '{app="edge"}' }, name: 'edge' },
  ]
  const targets = { shop: { urls: [target.url], identities: {}, logs } }
  const runner = createCheckRunner({ ...testPowers({ env: {}, targets }), checks: catalogOf() })
  const session = runner.openSession(incidentOf(`${target.url}/orders`, { subject: 'anonymous' }))
  const start = (check: string, { exchanges }: Pick<CheckResult, 'exchanges'>) =>
    session.start({ check, params: {}, exchanges, denial: identify(exchanges), urgent: true }).result

  const first = await start('request', { exchanges: [] })
  const result = await start('logs', first)
  const sent = session.probes()
  await runner.close()

  expect(result.finding).toMatchObject({ kind: 'found', value: { named: true, by: 'trace', source: 'app', count: 2, unseen: [] } })
  const consumed = new Map([first, result].map((each) => [each.check, each]))
  expect(denialOver({ consumed })).toMatchObject({ layer: 'application', rule: 'orders:read', cause: 'api-scope' })
  expect(sent).toBe(1)
})
