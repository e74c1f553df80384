import { expect, test } from 'vitest'
import { createProber } from '../../../src/checks/prober/prober.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from './open-test-session.ts'

/** A token endpoint that gives each client secret a token of its own; a target that tells nothing. */
async function openTwoTargets() {
  const server = await startServer((request, response) => {
    const secret = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64')
      .toString()
      .split(':')[1]
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ access_token: `token-of-${secret}`, token_type: 'Bearer', expires_in: 3600 }))
  })
  const robot = (secret: string) => ({ oauth2: { tokenUrl: `${server.url}/token`, clientId: 'robot', clientSecret: { env: secret } } })
  const targets = {
    shop: { urls: ['http://shop.test'], identities: { robot: robot('SHOP'), other: robot('OTHER') } },
    bank: { urls: ['http://bank.test'], identities: { robot: robot('BANK') } },
  }
  const prober = createProber(testPowers({ targets, env: { SHOP: 'shop1234', OTHER: 'other1234', BANK: 'bank1234' } }))
  const stop = async () => {
    await prober.close()
    await server[Symbol.asyncDispose]()
  }
  return { prober, server, [Symbol.asyncDispose]: stop }
}

test('identities of one name at two targets, and two of one target, never get the token of another', async () => {
  await using opened = await openTwoTargets()
  const shop = opened.prober.open(incidentOf('http://shop.test/'))
  const again = opened.prober.open(incidentOf('http://shop.test/', { incident: 'INC-8' }))
  const bank = opened.prober.open(incidentOf('http://bank.test/', { target: 'bank' }))

  const asked = [shop.credential('robot'), bank.credential('robot'), shop.credential('other'), again.credential('robot')]
  const tokens = (await Promise.all(asked)).map(({ bearer }) => bearer)

  expect(tokens).toEqual(['token-of-shop1234', 'token-of-bank1234', 'token-of-other1234', 'token-of-shop1234'])
  expect(opened.server.seen).toHaveLength(3)
})

test('a token that is fetched for a check is a known secret, though no probe has carried it', async () => {
  await using opened = await openTwoTargets()
  const session = opened.prober.open(incidentOf('http://shop.test/'))

  await session.credential('robot')

  expect(session.known).toContain('token-of-shop1234')
})

test('a session that closes while another waits for the same token takes nothing from it', async () => {
  await using opened = await openTwoTargets()
  const [one, other] = [opened.prober.open(incidentOf('http://shop.test/')), opened.prober.open(incidentOf('http://shop.test/'))]
  const [first, second] = [one.credential('robot'), other.credential('robot')]

  await one.close()

  expect((await first).bearer).toBe('token-of-shop1234')
  expect((await second).bearer).toBe('token-of-shop1234')
})
