import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCustomChecks } from '../../src/checks/load-custom-checks.ts'
import type { Exchange } from '../../src/exchange.ts'
import { fakeContext } from './fake-context.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')
const REFUSED: Exchange = {
  as: 'anonymous',
  request: { method: 'GET', url: 'https://api.test/orders', headers: {} },
  response: { status: 403, headers: { 'x-request-id': ['r 1'] }, body: '' },
}

test('the check that the README shows is the one that is tried here', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')

  expect(/^```ts\n([\s\S]*?)^```$/m.exec(readme)?.[1]).toBe(readFileSync(join(FIXTURES, 'gateway-log-check.ts'), 'utf8'))
})

test('it is loaded, asks the source with its access, and hands the line to denial', async () => {
  const [check] = await loadCustomChecks(['./gateway-log-check.ts'], { baseDir: FIXTURES })
  const access = { url: 'https://gateway.test', bearer: { env: 'GATEWAY_TOKEN' } }
  const context = fakeContext({
    name: 'the gateway names its policy',
    input: {},
    sources: { sources: { gateway: access } },
    exchanges: [REFUSED],
    answers: { 'https://gateway.test/decisions/r%201': { status: 200, body: 'deny policy=no-export user=mia' } },
    finding: {},
  })

  const found = await check?.run({}, context)

  expect(check?.output.parse(found)).toEqual({ policy: 'no-export' })
  expect(context.askedSources).toMatchObject([{ access: { bearer: { env: 'GATEWAY_TOKEN' } } }])
  expect(context.attached).toEqual([{ ...REFUSED, log: 'deny policy=no-export user=mia' }])
})
