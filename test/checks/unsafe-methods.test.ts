import { expect, test } from 'vitest'
import { createCheckRunner } from '../../src/checks/check-runner.ts'
import { catalogOf } from '../../src/checks/registry.ts'
import { identify } from '../../src/denial/identify.ts'
import type { Exchange } from '../../src/exchange.ts'
import { type LoopbackServer, startServer } from './loopback-server.ts'
import { incidentOf, testPowers } from './prober/open-test-session.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT'])
const unsafeOf = ({ seen }: LoopbackServer) => seen.map(({ method }) => method ?? '').filter((method) => !SAFE.has(method))

/** Runs one check after `request` for a POST with every part that checks vary; the target refuses members and lets bosses pass. */
async function runOn(check: string, approved: boolean) {
  await using server = await startServer((request, response) => {
    const isBoss = request.headers.authorization === 'Bearer boss-token'
    const headers = { 'set-cookie': ['csrftoken=0123456789; Path=/', 'sid=0123456789; Path=/'], 'content-type': 'text/html' }
    response.writeHead(isBoss ? 200 : 403, headers).end('CSRF verification failed. <input name="csrfmiddlewaretoken" value="abc">')
  })
  const origin = new URL(server.url)
  const targets = {
    shop: {
      urls: [server.url],
      identities: { member: { role: 'member', bearer: { env: 'MEMBER' } }, boss: { role: 'admin', bearer: { env: 'BOSS' } } },
      vantages: [
        { name: 'origin', connect: origin.host },
        { name: 'eu', proxy: server.url },
      ],
      control: { path: '/health' },
    },
  }
  const runner = createCheckRunner({ ...testPowers({ targets, env: { MEMBER: 'member-token', BOSS: 'boss-token' } }), checks: catalogOf() })
  const url = `${server.url}/orders?page=2`
  const headers = { origin: 'https://shop.test', 'content-type': 'application/json', 'x-tenant': 'a' }
  const request = { method: 'POST', url, headers, body: '{"name":"a","admin":true}' }
  const session = runner.openSession(incidentOf(url, { request, subject: 'member', approved }))
  const start = (name: string, exchanges: readonly Exchange[]) =>
    session.start({ check: name, params: {}, exchanges, denial: identify(exchanges), urgent: true }).result

  const first = await start('request', [])
  const before = unsafeOf(server).length
  await start(check, first.exchanges)
  await runner.close()
  return { before, after: unsafeOf(server).length - before }
}

const names = [...catalogOf().keys()]

test.each(names)(
  '%s changes nothing that nobody approved',
  async (name) => {
    expect(await runOn(name, false)).toEqual({ before: 0, after: 0 })
  },
  20_000,
)

test.each(names)(
  '%s sends an approved request once more at most',
  async (name) => {
    const { before, after } = await runOn(name, true)

    expect(before).toBe(1)
    expect(after).toBeLessThanOrEqual(1)
  },
  20_000,
)
