import type { RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { runLive } from '../run-live.ts'
import { startNodes } from './nodes.ts'

const says =
  (status: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end()

/** Answers each call with the next status, again and again. */
function inTurn(...statuses: number[]): RequestListener {
  let calls = 0
  return (_, response) => response.writeHead(statuses[calls++ % statuses.length] ?? 500).end()
}

test('the node that refuses what others let pass is named, one that is down is not taken for it', async () => {
  await using nodes = await startNodes([says(200), says(403), null, says(502)])

  const { value, probes, line } = await runLive({ check: 'network', ...nodes })

  expect(value).toMatchObject({
    oneNodeRefuses: true,
    passingAddresses: ['127.0.0.1'],
    refusingAddresses: ['127.0.0.2'],
    silentAddresses: ['127.0.0.3'],
    brokenAddresses: ['127.0.0.4'],
    unstable: false,
    localAddress: '127.0.0.1',
    tls: false,
  })
  expect(line).toContain('127.0.0.2 refuses what the others let pass')
  expect(probes).toBeLessThanOrEqual(15)
})

test('a node that flips is unstable, and no bad node', async () => {
  await using nodes = await startNodes([says(200), inTurn(403, 200)])

  expect((await runLive({ check: 'network', ...nodes })).value).toMatchObject({
    oneNodeRefuses: false,
    unstable: true,
    passingAddresses: ['127.0.0.1'],
  })
})

test('nodes that all refuse, and nodes that are all down, show no difference', async () => {
  await using refusing = await startNodes([says(403), says(403)])
  await using down = await startNodes([says(500), null])

  expect((await runLive({ check: 'network', ...refusing })).value).toMatchObject({
    oneNodeRefuses: false,
    refusingAddresses: ['127.0.0.1', '127.0.0.2'],
  })
  expect((await runLive({ check: 'network', ...down })).value).toMatchObject({
    oneNodeRefuses: false,
    brokenAddresses: ['127.0.0.1'],
    silentAddresses: ['127.0.0.2'],
  })
})

test('a redirect is a node’s own answer and not followed: one to a login page is a refusal', async () => {
  const paths = new Set<string | undefined>()
  const leads =
    (location: string): RequestListener =>
    (request, response) => {
      paths.add(request.url)
      response.writeHead(302, { location }).end()
    }
  await using nodes = await startNodes([leads('/home'), leads('/login?next=/orders')])

  expect((await runLive({ check: 'network', ...nodes })).value).toMatchObject({ oneNodeRefuses: true, refusingAddresses: ['127.0.0.2'] })
  expect([...paths]).toEqual(['/orders'])
})

test('it costs fifteen probes at most, and asks every node the same number of times or one more', async () => {
  const calls = [0, 0, 0, 0, 0, 0, 0, 0]
  const count =
    (i: number, status: number): RequestListener =>
    (_, response) => {
      calls[i] = (calls[i] ?? 0) + 1
      response.writeHead(status).end()
    }
  await using nodes = await startNodes(calls.map((_, i) => count(i, i === 2 ? 403 : 200)))

  const { value, probes } = await runLive({ check: 'network', ...nodes })

  expect(value).toMatchObject({ oneNodeRefuses: true, refusingAddresses: ['127.0.0.3'], unseen: [{ source: '2 of 8 addresses' }] })
  expect(probes).toBeLessThanOrEqual(15)
  expect(calls.slice(0, 6).every((times) => times >= 2)).toBe(true)
})

test('what the incident’s budget leaves is not exceeded, and what was not asked is told', async () => {
  await using nodes = await startNodes([says(200), says(403), says(200)])
  const budget = { budget: { probes: 10, perSecond: 1000, burst: 1000 } }
  const run = (probesUsed: number) => runLive({ check: 'network', ...nodes, target: budget, input: { probesUsed } })

  expect(await run(9)).toMatchObject({ probes: 1, value: { oneNodeRefuses: false, unseen: [{ source: '3 of 3 addresses' }] } })
  expect(await run(5)).toMatchObject({ probes: 3, value: { oneNodeRefuses: false, refusingAddresses: ['127.0.0.2'] } })
  expect((await run(10)).result.finding).toMatchObject({ kind: 'failed', failed: 'budget' })
})

test('an unsafe request is asked in its safe form', async () => {
  const methods: (string | undefined)[] = []
  await using nodes = await startNodes([
    (request, response) => {
      methods.push(request.method)
      response.end()
    },
    says(403),
  ])
  const request = { method: 'DELETE', url: nodes.url, headers: {}, body: 'x' }

  const { value } = await runLive({ check: 'network', ...nodes, input: { request } })

  expect(value).toMatchObject({ oneNodeRefuses: true })
  expect(new Set(methods)).toEqual(new Set(['GET']))
})

test('a name that leads nowhere is found, not failed', async () => {
  const { value, line, probes } = await runLive({
    check: 'network',
    url: 'http://node.test:9/',
    resolve: async () => {
      throw new Error('ENOTFOUND')
    },
  })

  expect(value).toMatchObject({ resolves: false, connects: false, addresses: [], noConnection: 'the name node.test does not resolve' })
  expect(line).toContain('has no address')
  expect(probes).toBe(0)
})

test('a host where nobody listens has no connection', async () => {
  const { value } = await runLive({ check: 'network', url: 'http://127.0.0.1:1/' })

  expect(value).toMatchObject({ resolves: true, connects: false, noConnection: 'the connection was refused' })
})
