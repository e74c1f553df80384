import { expect, test } from 'vitest'
import { createKnownList } from '../../../src/checks/prober/identity/known-list.ts'
import type { Exchange } from '../../../src/exchange.ts'

const setting = (values: readonly string[]): Exchange => ({
  request: { method: 'GET', url: 'https://api.test/', headers: {} },
  response: { status: 403, headers: { 'set-cookie': values.map((value) => `sid=${value}; Path=/`) }, body: '' },
})

test('cookies that a target sets are known, each once', () => {
  const known = createKnownList(['given-secret'])

  known.addCookies(setting(['cookie-one', 'cookie-two', 'cookie-one', 'short']))

  expect(known.values).toEqual(['given-secret', 'cookie-one', 'cookie-two'])
})

test('a target that sets cookies without end does not make the list endless, and credentials are still taken in', () => {
  const known = createKnownList([])
  for (let i = 0; i < 20; i++) known.addCookies(setting(Array.from({ length: 100 }, (_, n) => `cookie-${i}-${n}`)))

  known.addRequest({ url: 'https://api.test/?token=late-secret' })

  expect(known.values).toHaveLength(501)
  expect(known.values).toContain('late-secret')
})
