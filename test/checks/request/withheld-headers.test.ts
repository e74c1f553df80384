import { expect, test } from 'vitest'
import { replacedHeaders, withheldHeaders } from '../../../src/checks/request/withheld-headers.ts'

const withheld = (headers: Record<string, string>) => withheldHeaders({ method: 'GET', url: 'https://api.test:8443/orders', headers })

test('a Host of another site is told as not sent, however it is written', () => {
  expect(withheld({ HOST: 'orders.internal', Accept: '*/*' })).toEqual(['host'])
})

test('a Host that is the URL’s own makes no difference', () => {
  expect(withheld({ host: 'API.test:8443' })).toEqual([])
})

test('what every client sends by itself is not told', () => {
  expect(withheld({ Connection: 'keep-alive', 'Content-Length': '0', 'User-Agent': 'curl/8' })).toEqual([])
})

test('credentials of the request itself are told as replaced when somebody else asks', () => {
  const request = { method: 'GET', url: 'https://api.test/', headers: { Cookie: 'a=b', 'X-Api-Key': 'k', Accept: '*/*' } }

  expect(replacedHeaders(request, 'member')).toEqual(['cookie', 'x-api-key'])
  expect(replacedHeaders(request, 'request')).toEqual([])
})
