import { expect, test } from 'vitest'
import { identify } from '../../src/denial/identify.ts'
import type { Exchange } from '../../src/exchange.ts'
import { exchangeOf } from './exchange-of.ts'

const unanswered = (kind: NonNullable<Exchange['failure']>['kind'], message: string): Exchange => ({
  ...exchangeOf({ status: 200 }),
  response: null,
  failure: { kind, message },
})

test.each([
  ['the server demands a client certificate', 0.95],
  ['OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0', 0.95],
  ['the server says that the client certificate has expired', 0.9],
  ['the server does not know the authority of the client certificate', 0.9],
  ['the server asked for a client certificate and broke the TLS handshake off', 0.8],
])('a handshake that ended with “%s” was refused', (message, confidence) => {
  const denial = identify([unanswered('tls', message)])

  expect(denial).toMatchObject({ verdict: 'denied', layer: 'web-server', product: 'unknown', cause: 'client-certificate' })
  expect(denial.causes).toEqual([{ cause: 'client-certificate', confidence }])
  expect(denial.evidence[0]).toMatchObject({ exchange: 0, text: expect.stringContaining(message.slice(0, 40)) })
})

test.each([
  ['tls', 'the server’s certificate has expired'],
  ['tls', 'the server speaks no TLS version that we offer'],
  ['unreachable', 'the server demands a client certificate'],
  ['timeout', 'no answer within 8000 ms'],
] as const)('%s: “%s” is no refusal', (kind, message) => {
  expect(identify([unanswered(kind, message)])).toMatchObject({ verdict: 'unreachable', cause: 'unknown', layer: 'unknown' })
})

test('who ends TLS is read from the answer that somebody else got there', () => {
  const mine = unanswered('tls', 'the server demands a client certificate')
  const other = exchangeOf({
    status: 403,
    headers: { server: 'nginx/1.26.3' },
    body: '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx/1.26.3</center>\r\n</body>\r\n</html>\r\n',
  })

  expect(identify([mine, { ...other, as: 'machine' }])).toMatchObject({ layer: 'web-server', product: 'nginx', confidence: 0.5 })
})
