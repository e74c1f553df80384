import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { IncidentView } from '../../src/incidents/view.ts'
import { startTestApp, type TestApp } from './start-app.ts'

let seen = 0
/** Refuses what reads only when somebody is asked to, and never before the test lets it. */
const answers = Promise.withResolvers<void>()
const slow = createServer((_, response) => {
  seen += 1
  void answers.promise.then(() => response.writeHead(403, { server: 'nginx' }).end('<html><center>403 Forbidden</center></html>'))
})
let at: TestApp

beforeAll(async () => {
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`
  const target = { urls: [url], privateNetwork: true, owner: '@owner', identities: { anonymous: {} } }
  at = await startTestApp({ yaml: () => JSON.stringify({ targets: { slow: target } }) })
})

afterAll(async () => {
  await at.stop()
  slow.closeAllConnections()
  slow.close()
})

const view = async () => IncidentView.parse(await (await at.api('/incidents/1')).json())

test('a service that is stopped in the middle of a walk takes no check that it called off for a finding', async () => {
  await at.api('/incidents', { url: `http://127.0.0.1:${(slow.address() as AddressInfo).port}/orders` })
  await expect.poll(() => seen).toBeGreaterThan(0)

  await at.restart()
  const resumed = await view()
  answers.resolve()
  await expect.poll(async () => (await view()).verdict, { timeout: 20_000 }).toBe('denied')

  expect(resumed.findings.filter(({ ok }) => !ok)).toEqual([])
  expect((await view()).findings.find(({ check }) => check === 'request')?.line).toContain('403')
}, 60_000)
