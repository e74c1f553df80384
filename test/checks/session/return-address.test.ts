import { expect, test } from 'vitest'
import { readReturnAddress } from '../../../src/checks/session/return-address.ts'

const ASKED = 'https://app.test/orders/17?page=2'
const full = encodeURIComponent(ASKED)

test.each<[string, string, boolean, object]>([
  ['nothing is told', 'https://sso.test/login', false, { returnLost: true }],
  ['a cookie may hold it', 'https://sso.test/login', true, { returnLost: false }],
  ['the full address', `https://sso.test/login?next=${full}`, false, { returnParameter: 'next', returnLost: false }],
  [
    'the path alone',
    'https://app.test/login?ReturnUrl=%2Forders%2F17%3Fpage%3D2',
    false,
    { returnParameter: 'ReturnUrl', returnLost: false },
  ],
  ['state holds it', 'https://sso.test/authorize?client_id=a&state=xyz', false, { returnLost: false }],
  ['the query is lost', 'https://app.test/login?next=/orders/17', false, { returnWrong: expect.stringContaining('without the query') }],
  ['the start page', 'https://app.test/login?next=/', false, { returnWrong: expect.stringContaining('start page') }],
  [
    'another host, as behind a proxy that hides it',
    'https://sso.test/login?rd=https%3A%2F%2Forders.internal%2Forders%2F17%3Fpage%3D2',
    false,
    { returnWrong: expect.stringContaining('orders.internal') },
  ],
  [
    'plain HTTP',
    'https://sso.test/login?rd=http%3A%2F%2Fapp.test%2Forders%2F17',
    false,
    { returnWrong: expect.stringContaining('over http') },
  ],
  [
    'a callback is not the page',
    'https://sso.test/authorize?redirect_uri=https%3A%2F%2Fapp.test%2Foauth2%2Fcallback&state=1',
    false,
    { returnParameter: 'redirect_uri', returnLost: false },
  ],
  [
    'a callback at another port',
    'https://sso.test/authorize?redirect_uri=https%3A%2F%2Fapp.test%3A8443%2Fcb&state=1',
    false,
    { returnWrong: expect.stringContaining('8443') },
  ],
])('%s', (_, location, setsCookie, expected) => {
  const found = readReturnAddress({ location: new URL(location), asked: new URL(ASKED), setsCookie })

  expect(found).toMatchObject(expected)
  if (!('returnWrong' in expected)) expect(found.returnWrong).toBeUndefined()
})
