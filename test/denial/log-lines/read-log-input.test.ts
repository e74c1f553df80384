import { describe, expect, test } from 'vitest'
import { identify } from '../../../src/denial/identify.ts'
import { readInput, readJsonLine } from '../../../src/denial/input/read-input.ts'

const DENY =
  '2026/01/02 12:00:00 [error] 31#31: *5 access forbidden by rule, client: 203.0.113.9, server: _, request: "GET /orders HTTP/1.1", host: "a.example"'
const KONG =
  '{"request":{"method":"GET","uri":"/orders"},"response":{"status":403},"latencies":{"kong":1},"tries":[],"client_ip":"203.0.113.9"}'

const denialsIn = (text: string) => readInput(text).map((item) => ('exchange' in item ? identify([item.exchange]) : item))

describe('lines of a log, as pasted', () => {
  test('are read one by one, and lines that tell of no request are passed over', () => {
    const items = readInput(
      `2026/01/02 11:59:59 [notice] 1#1: start worker processes\r\n\r\n${DENY}\r\n    at Object.handler (app.js:12)\r\n${DENY}\r\n`,
    )

    expect(items.map(({ line }) => line)).toEqual([3, 5])
    expect(items[0]).toMatchObject({ exchange: { request: { method: 'GET', url: 'https://a.example/orders' }, response: null } })
  })

  test('are explained by what they say', () => {
    expect(denialsIn(DENY)).toMatchObject([{ verdict: 'denied', product: 'nginx', rule: 'deny', evidence: [{ where: 'log' }] }])
  })

  test('of a W3C log are read by the directive before them', () => {
    const text =
      '#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-substatus\n2026-01-02 12:00:00 203.0.113.9 GET /a 403 6'

    expect(denialsIn(text)).toMatchObject([{ product: 'iis', cause: 'ip-or-geo-restriction', rule: '403.6' }])
  })

  test('in JSON are read too, also where they look like an exchange', () => {
    expect(denialsIn(`${KONG}\n{"level":"warn","status":403,"path":"/a","message":"invalid csrf token"}`)).toMatchObject([
      { product: 'kong', layer: 'api-gateway', verdict: 'denied' },
      { cause: 'session-state', verdict: 'denied' },
    ])
  })

  test('may begin with a bracket, as lists do', () => {
    const apache =
      '[Fri Jan 02 12:00:00 2026] [authz_core:error] [pid 9] [client 203.0.113.9:5] AH01630: client denied by server configuration: /srv/a'
    const started = '[Fri Jan 02 11:59:59 2026] [mpm_event:notice] [pid 9] AH00489: Apache/2.4.62 configured -- resuming normal operations'

    expect(denialsIn(`${started}\n${apache}`)).toMatchObject([{ product: 'apache-httpd', rule: 'Require' }])
  })

  test('keep no secret of theirs', () => {
    const [item] = readInput(DENY.replace('/orders', '/orders?access_token=hunter2secret12345678'))

    expect(JSON.stringify(item)).not.toContain('hunter2secret')
  })
})

describe('what is no line of a log', () => {
  test('is answered with what was expected', () => {
    expect(readInput('hello\nworld')).toMatchObject([
      { line: 1, error: { found: '"hello"', expected: expect.stringContaining('lines of a log') } },
    ])
  })

  test('an exchange stays an exchange, and a broken one a mistake', () => {
    const exchange = '{"request":{"url":"https://a/"},"response":{"status":403,"body":"no"}}'

    expect(readJsonLine(exchange, 1)[0]).not.toHaveProperty('exchange.log')
    expect(readJsonLine(exchange.slice(0, -4), 2)).toMatchObject([{ line: 2, error: { expected: 'a JSON object in one line' } }])
    expect(readJsonLine('{"response":{"status":"403"}}', 3)).toMatchObject([
      { line: 3, error: { found: expect.stringContaining('response.status') } },
    ])
  })
})
