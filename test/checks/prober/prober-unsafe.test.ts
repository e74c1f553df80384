import { describe, expect, test } from 'vitest'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from './open-test-session.ts'
import { probeOnce } from './probe-once.ts'

describe('a redirect', () => {
  test.each([307, 308])('with %s takes no approved POST to another URL, the same origin or not', async (status) => {
    await using server = await startServer((request, response) =>
      request.url === '/a' ? response.writeHead(status, { location: '/payments' }).end() : response.end('paid'),
    )
    const targets = { shop: { urls: [`${server.url}/a`] }, bank: { urls: [`${server.url}/payments`], unsafeMethods: 'never' } }
    const request = { method: 'POST', url: `${server.url}/a`, headers: {}, body: 'x' }

    const exchange = await probeOnce(testPowers({ targets }), incidentOf(server.url, { approved: true, request }))

    expect(exchange).toMatchObject({ response: { status }, hops: [{ refused: expect.stringContaining('approved') }] })
    expect(server.seen).toHaveLength(1)
  })

  test('that turns a POST into a GET leaves the header behind that would turn it back', async () => {
    await using server = await startServer((request, response) =>
      request.method === 'POST' ? response.writeHead(303, { location: '/b' }).end() : response.end(),
    )
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })
    const request = { method: 'POST', url: `${server.url}/a`, headers: { 'x-http-method-override': 'PUT' }, body: 'x' }

    await probeOnce(powers, incidentOf(server.url, { approved: true, request }))

    expect(server.seen.map(({ method, headers }) => [method, headers['x-http-method-override']])).toEqual([
      ['POST', 'PUT'],
      ['GET', undefined],
    ])
  })

  test('to another target takes no body along', async () => {
    const bodies: string[] = []
    await using server = await startServer(async (request, response) => {
      bodies.push(Buffer.concat(await request.toArray()).toString())
      if (request.url === '/a') response.writeHead(307, { location: '/b' }).end()
      else response.end()
    })
    const targets = { shop: { urls: [`${server.url}/a`] }, other: { urls: [`${server.url}/b`] } }
    const request = { method: 'GET', url: `${server.url}/a`, headers: {}, body: 'secret' }

    await probeOnce(testPowers({ targets }), incidentOf(server.url, { request }))

    expect(bodies).toEqual(['secret', ''])
  })
})

test.each(['X-Original-URL', 'x-rewrite-url'])('%s leads to no path that is not listed', async (name) => {
  await using server = await startServer((_, response) => response.end())
  const powers = testPowers({ targets: { shop: { urls: [`${server.url}/orders`] } } })
  const ask = (path: string) => probeOnce(powers, incidentOf(`${server.url}/orders`), { headers: { [name]: path } })

  expect(await ask('/admin')).toMatchObject({ response: null, failure: { kind: 'refused' } })
  expect(await ask('/orders/7')).toMatchObject({ response: { status: 200 } })
})
