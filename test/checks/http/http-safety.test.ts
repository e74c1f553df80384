import { expect, test } from 'vitest'
import { createCheckRunner } from '../../../src/checks/check-runner.ts'
import { catalogOf } from '../../../src/checks/registry.ts'
import { identify } from '../../../src/denial/identify.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from '../prober/open-test-session.ts'

async function askSource(body: string, path: string, expected: readonly string[] = []) {
  await using server = await startServer((_, response) => response.end(body))
  const targets = { shop: { urls: [server.url], sources: { entitled: { url: `${server.url}/api/`, bearer: { env: 'TOKEN' } } } } }
  const runner = createCheckRunner({ ...testPowers({ targets, env: { TOKEN: 'Source-Token-0123456789' } }), checks: catalogOf() })
  const session = runner.openSession(incidentOf(`${server.url}/orders`))
  const run = { check: 'http', params: { source: 'entitled', path, expect: expected }, exchanges: [], denial: identify([]), urgent: true }
  const { finding } = await session.start(run).result
  await runner.close()
  return { finding, seen: server.seen.map(({ url }) => url) }
}

test('what an answer keeps under the name of a secret is not in the finding, nor is our own token as a name', async () => {
  const body = { access_token: 'hunter2-of-course', user: { client_secret: 'ash31deep' }, 'Source-Token-0123456789': 1, plan: 'gold' }

  const { finding } = await askSource(JSON.stringify(body), '/me')

  expect(finding).toMatchObject({ kind: 'found', value: { json: { plan: 'gold' } } })
  expect(JSON.stringify(finding)).not.toMatch(/hunter2|ash31deep|Source-Token/)
})

test('a secret that an answer is cut in the middle of is gone whole', async () => {
  const { finding } = await askSource(`${'x '.repeat(490)}Source-Token-0123456789 and so on`, '/me')

  expect(JSON.stringify(finding)).toContain('…')
  expect(JSON.stringify(finding)).not.toContain('Source-T')
})

test.each(['/../admin', '/..\\admin', '/v1/../../admin', '/%2e%2e/admin', '/..%2fadmin', '/a/..%5c..%5c..%5cadmin', '/%252e%252e/admin'])(
  'the path %s does not lead out of a source',
  async (path) => {
    const { finding, seen } = await askSource('{}', path)

    expect(finding).toMatchObject({ kind: 'failed', failed: 'refused' })
    expect(seen).toEqual([])
  },
)

test('JSON that is too deep for a finding is no crash', async () => {
  const { finding } = await askSource(`${'['.repeat(8000)}${']'.repeat(8000)}`, '/me')

  expect(finding).toMatchObject({ kind: 'found', value: { status: 200 } })
})

test('of an answer that is longer than that of a target may be, no expectation is judged', async () => {
  const { finding } = await askSource(`[${'0,'.repeat(200_000)}0]`, '/me', ['json.all(each, each == 0)'])

  expect(finding).toMatchObject({ kind: 'found', value: { met: false, unmet: [expect.stringMatching(/json\b.* missing/)] } })
})
