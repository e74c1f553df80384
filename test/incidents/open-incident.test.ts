import { afterAll, beforeAll, expect, test } from 'vitest'
import { openIncident } from '../../src/incidents/open-incident.ts'
import { readView } from '../../src/incidents/read-view.ts'
import type { Store } from '../../src/store/assemble-store.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { ADA } from '../walk/walk-world.ts'
import { worldOf } from './incident-world.ts'
import { REQUEST } from './people/asked-incident.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

test('opening refuses what is not listed, unknown identities, and unparsable URLs, each with its code', async () => {
  const { powers } = worldOf(store)
  const open = (url: string, as?: string) =>
    openIncident(powers, { request: { method: 'GET', url, headers: {} }, as, actor: ADA, origin: { via: 'cli' } })

  await expect(open('https://elsewhere.test/')).rejects.toMatchObject({ code: 'target.unlisted' })
  await expect(open('nonsense')).rejects.toMatchObject({ code: 'url.invalid' })
  await expect(open('https://api.test/orders/1', 'nobody')).rejects.toMatchObject({
    code: 'identity.unknown',
    message: expect.stringContaining('anonymous, member, admin'),
  })
})

test.each([
  ['the identity asked for', { as: 'admin', headers: {} }, 'admin'],
  ['else the credentials of the request itself', { headers: { cookie: 'a=b' } }, 'request'],
  ['else the first identity that is not anonymous', { headers: {} }, 'member'],
])('the subject is %s', async (_, { headers, ...as }, subject) => {
  const { powers } = worldOf(store)
  const { incident } = await openIncident(powers, {
    request: { ...REQUEST, headers: headers as Record<string, string> },
    ...as,
    actor: ADA,
    origin: { via: 'cli' },
  })

  expect((await readView(powers, incident)).subject).toBe(subject)
})
