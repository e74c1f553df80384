import { describe, expect, test } from 'vitest'
import type { SourceRequest } from '../../../src/checks/check.ts'
import type { Connect } from '../../../src/checks/prober/address/connect-pinned.ts'
import { createProber } from '../../../src/checks/prober/prober.ts'
import { incidentOf, testPowers } from './open-test-session.ts'

/** Everything that a target can list beside itself; the last label of each host says what it is. */
const SHOP = {
  urls: ['http://shop.test'],
  privateNetwork: false,
  logs: [
    { loki: { url: 'http://loki.test:3100', query: '{a="b"}' } },
    { http: { url: 'http://store.test/{{ incident.path }}', method: 'POST', body: { url: 'http://inner.test' } } },
  ],
  policy: [{ opa: { url: 'http://opa.test:8181/v1/data/a', input: { url: 'http://inner.test', issuer: 'http://inner.test' } } }],
  flags: { ofrep: { url: 'http://flags.test', context: { url: 'http://inner.test' } } },
  changes: [{ http: { url: 'https://changes.test/{{ target.name }}', at: 'item.at', what: 'item.what' } }],
  issuers: [{ issuer: 'https://login.test/realm', introspection: { url: 'https://ask.test', clientId: 'a', clientSecret: { env: 'S' } } }],
  sources: { url: { url: 'https://entitled.test/api' } },
  egress: 'https://egress.test',
  identities: {
    robot: { oauth2: { tokenUrl: 'https://token.test/t', clientId: 'a', clientSecret: { env: 'KEY' } } },
    odd: { attributes: { url: 'http://inner.test', tokenUrl: 'http://inner.test' } },
  },
}

/** Asks through a door whose connections are written down and never made. */
async function reach(request: SourceRequest, resolve: (host: string) => Promise<string[]> = async () => ['10.0.0.1']) {
  const opened: string[] = []
  const connect: Connect = (addresses) => (options, callback) => {
    opened.push(`${options.hostname}:${options.port || ''} ${addresses.join()}`)
    callback(new Error('noted'), null)
  }
  const prober = createProber(testPowers({ targets: { shop: SHOP }, resolve, connect, env: { S: 's' } }))
  const failure = await prober
    .open(incidentOf('http://shop.test/orders'))
    .ask(request)
    .then(
      () => 'answered',
      (error: { reason: string }) => error.reason,
    )
  await prober.close()
  return { opened, failure }
}

describe('the door to services beside a target', () => {
  test.each([
    'http://loki.test:3100/x',
    'http://store.test/x',
    'http://opa.test:8181/',
    'http://flags.test/ofrep',
    'https://changes.test/x',
    'https://login.test/other',
    'https://ask.test/x',
    'https://entitled.test/',
    'https://egress.test/',
    'https://token.test/x',
  ])('leads to %s, which is listed', async (url) => {
    expect((await reach({ url })).opened).toHaveLength(1)
  })

  test.each([
    'http://shop.test/orders',
    'http://inner.test/',
    'http://loki.test/',
    'http://loki.test:3101/',
    'https://loki.test:3100/',
    'http://loki.test.:3100/',
    'http://loki.test:3100.evil.test/',
    'http://loki.test:3100@evil.test/',
    'http://evil.test\\@loki.test:3100/',
    'http://evil.test#@loki.test:3100/',
    'http://store.test.evil.test/',
    'http://10.0.0.1:3100/',
    'http://[::ffff:10.0.0.1]:3100/',
    'http://2130706433/',
    'http://0x7f.1/',
    'ws://loki.test:3100/',
  ])('does not lead to %s, whoever asks', async (url) => {
    expect(await reach({ url })).toEqual({ opened: [], failure: 'refused' })
  })

  test.each(['169.254.169.254', 'fd00:ec2::254', '::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe', 'fe80::1', '0.0.0.0', '224.0.0.1'])(
    'does not lead to a listed name whose address is %s',
    async (address) => {
      expect(await reach({ url: 'http://loki.test:3100/' }, async () => ['10.0.0.1', address])).toEqual({ opened: [], failure: 'refused' })
    },
  )

  test('asks a name once: an address that changes later changes nothing', async () => {
    const opened: string[] = []
    const connect: Connect = (addresses) => (_options, callback) => {
      opened.push(addresses.join())
      callback(new Error('noted'), null)
    }
    const answers = [['10.0.0.1'], ['169.254.169.254'], ['10.0.0.9']]
    const prober = createProber(testPowers({ targets: { shop: SHOP }, resolve: async () => answers.shift() ?? [], connect }))
    const session = prober.open(incidentOf('http://shop.test/orders'))

    for (let i = 0; i < 3; i++) await session.ask({ url: 'http://loki.test:3100/' }).catch(() => {})
    await prober.close()

    expect(opened).toEqual(['10.0.0.1', '10.0.0.1', '10.0.0.1'])
  })

  test.each([
    ['a listed neighbour that is private', { url: 'http://loki.test:3100/delete' }],
    ['another port of a listed neighbour', { url: 'https://entitled.test:9000/' }],
    ['any other private address', { url: 'https://keys.test/' }],
  ])('does not let an answer send us to %s', async (_, request) => {
    expect(await reach({ ...request, discoveredFrom: 'https://login.test/realm' })).toEqual({ opened: [], failure: 'refused' })
  })

  test('does not hand credentials to a listed service because an answer names it', async () => {
    const request = { url: 'https://entitled.test/', access: { bearer: { env: 'S' } }, discoveredFrom: 'https://login.test/realm' }

    expect(await reach(request, async () => ['1.1.1.1'])).toEqual({ opened: [], failure: 'refused' })
  })

  test('lets an answer lead to its own host and to public ones', async () => {
    const discoveredFrom = 'https://login.test/realm'

    expect((await reach({ url: 'https://login.test:8443/keys', discoveredFrom })).opened).toHaveLength(1)
    expect((await reach({ url: 'https://keys.test/', discoveredFrom }, async () => ['1.1.1.1'])).opened).toHaveLength(1)
  })
})
