import { expect, test } from 'vitest'
import { withheldHeaders } from '../../../src/checks/request/withheld-headers.ts'

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
