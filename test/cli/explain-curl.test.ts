import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCurl } from '../../src/denial/input/read-curl.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures/curl')
const read = (name: string) => readCurl(readFileSync(join(FIXTURES, name), 'utf8')).map(({ exchange }) => exchange)
const denied = { status: 403, body: 'RBAC: access denied' }

describe('what curl itself printed', () => {
  test.each(['v-with-progress.txt', 'i-and-v.txt', 'v-through-proxy.txt', 'i-http2.txt', 'i-continue.txt'])('%s is one answer', (name) => {
    expect(read(name)).toMatchObject([{ response: { ...denied, headers: { server: ['envoy'] } } }])
  })

  test.each(['v-redirect.txt', 'i-and-v-redirect.txt'])('%s: the redirect is the way to the answer', (name) => {
    expect(read(name)).toMatchObject([
      {
        request: { method: 'GET', url: 'http://127.0.0.1:18401/old' },
        hops: [{ url: 'http://127.0.0.1:18401/old', status: 302, location: '/new' }],
        response: denied,
      },
    ])
  })

  test.each(['i-two-urls.txt', 'v-two-urls.txt'])(
    '%s: two transfers are two exchanges, though the first body ends without a line end',
    (name) => {
      const [first, second] = read(name)

      expect(first?.response).toMatchObject(denied)
      expect(second?.response?.body).toMatch(/HTTP\/1\.1 200 OK is what I wanted$/)
    },
  )

  test('a request is read with its scheme: TLS or not is what the remarks say', () => {
    expect(read('v-with-progress.txt')[0]?.request).toMatchObject({ method: 'GET', url: 'http://127.0.0.1:18401/x' })
    expect(read('v-through-proxy.txt')[0]?.request).toMatchObject({ method: 'GET', url: 'https://127.0.0.1:18402/x' })
  })

  test('a page that quotes a status line or marks of curl is one answer', () => {
    const body = '> quoted\n< also\n* item\nHTTP/1.1 200 OK is what I wanted'

    expect(read('i-quoted-status.txt').map(({ response }) => response?.body)).toEqual([body])
    expect(read('v-quoted-marks.txt')).toHaveLength(1)
  })

  test('a proxy that refuses the tunnel is who answered, with or without its page', () => {
    expect(read('v-tunnel-refused.txt')).toMatchObject([
      { request: { method: 'CONNECT', url: 'https://api.example:443' }, response: { status: 403, headers: { server: ['squid'] } } },
    ])
    expect(read('tunnel-refused.txt')).toMatchObject([{ request: { method: 'CONNECT' }, response: { status: 403 } }])
  })

  test('a certificate that is not trusted brought no answer', () => {
    expect(read('tls-failure.txt')).toMatchObject([{ response: null, failure: { kind: 'tls' } }])
  })
})

describe('heads', () => {
  const answer = (head: string, body = '') => readCurl(`${head}\n\n${body}`).map(({ exchange }) => exchange.response)

  test('line ends may be CRLF, LF or CR', () => {
    for (const end of ['\r\n', '\n', '\r']) {
      expect(answer(`HTTP/1.1 403 Forbidden${end}Server: envoy${end}`, `a${end}b`)).toMatchObject([{ headers: { server: ['envoy'] } }])
    }
  })

  test('a repeated field keeps its values in order, and no name is inherited', () => {
    const [response] = answer('HTTP/1.1 403\nset-cookie: a=1\nSet-Cookie: b=2\nconstructor: x')

    expect(response?.headers['set-cookie']).toEqual(['a=1', 'b=2'])
    expect(response?.headers.constructor).toEqual(['x'])
    expect(response?.headers.toString).toBeUndefined()
  })

  test.each(['HTTP/1.1 403 Forbidden', 'HTTP/2 403', 'HTTP/1.1 403 Forbidden\nserver: ngi', 'HTTP/3 403 \r'])(
    'cut off as %j it is still an answer',
    (text) => {
      expect(readCurl(text)).toMatchObject([{ exchange: { response: { status: 403 } } }])
    },
  )

  test('the question of Digest, NTLM and Negotiate is not the answer; that of Basic is', () => {
    const asks = (scheme: string) => `HTTP/1.1 401 Unauthorized\nwww-authenticate: ${scheme} realm="a"\n\nHTTP/1.1 403 Forbidden\n\n`

    expect(['Digest', 'NTLM', 'Negotiate', 'Basic'].map((scheme) => readCurl(asks(scheme)).length)).toEqual([1, 1, 1, 2])
  })

  test('interim answers without an answer behind them are none', () => {
    expect(readCurl('HTTP/1.1 100 Continue\n\n')).toEqual([])
  })

  test('each answer tells the line on which it begins', () => {
    expect(readCurl('HTTP/1.1 403\n\na\n\nHTTP/1.1 404\nserver: x\n\n').map(({ line }) => line)).toEqual([1, 5])
  })
})

test.each([
  ['curl: (28) Operation timed out after 1000 ms', 'timeout'],
  ['curl: (6) Could not resolve host: none.example', 'unreachable'],
  ['curl: (52) Empty reply from server', 'protocol'],
  ['* connect to 192.0.2.1 port 80 failed: Connection refused', 'unreachable'],
])('no answer: %s', (text, kind) => {
  expect(readCurl(`* Trying 192.0.2.1:80...\n${text}\n`)).toMatchObject([{ exchange: { response: null, failure: { kind } } }])
})

test('of a body no more is kept than is read of one, and it says so', () => {
  const [item] = readCurl(`HTTP/1.1 403\n\n${'x'.repeat(1_000_000)}\n${'y'.repeat(1_000)}`)

  expect(item?.exchange.response).toMatchObject({ truncated: true })
  expect(item?.exchange.response?.body.length).toBeLessThanOrEqual(262_144)
})
