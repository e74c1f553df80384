import { expect, test } from 'vitest'
import { identify } from '../../../src/denial/identify.ts'
import { readInput } from '../../../src/denial/input/read-input.ts'
import { createEntryJoiner } from '../../../src/denial/log-lines/create-entry-joiner.ts'
import { explainLogLine } from '../../../src/denial/log-lines/explain-log-line.ts'
import { modsecurityNative } from '../../../src/denial/log-lines/formats/modsecurity-native.ts'

const DENY =
  '2026/01/02 12:00:00 [error] 31#31: *5 access forbidden by rule, client: 203.0.113.9, server: _, request: "GET /orders HTTP/1.1", host: "a.example"'
const RECORD = modsecurityNative.examples[0]?.line ?? ''

const denialsIn = (text: string) => readInput(text).map((item) => ('exchange' in item ? identify([item.exchange]) : item))

function entriesOf(text: string): string[] {
  const joiner = createEntryJoiner()
  return [...text.split('\n').flatMap((line) => joiner.line(line)), ...joiner.end()]
}

test('a record over several lines is one entry, lines around it stay by themselves', () => {
  expect(entriesOf(`${DENY}\n${RECORD}\n\n${DENY}`)).toEqual([DENY, RECORD, '', DENY])
})

test('a record whose last part is not written yet is read as far as it goes', () => {
  const [started = ''] = RECORD.split('\n--de7bb47e-Z--')

  expect(denialsIn(`\n${started}`)).toMatchObject([{ product: 'modsecurity', cause: 'waf-rule', rule: '942190' }])
})

test('where the next record begins the last one has ended', () => {
  const [started = ''] = RECORD.split('\n--de7bb47e-H--')

  expect(entriesOf(`${started}\n${RECORD}`)).toEqual([started, RECORD])
})

test('a record that never ends does not swallow the log', () => {
  const start = RECORD.split('\n', 1)[0] ?? ''
  const entries = entriesOf([start, ...Array.from({ length: 5_000 }, () => DENY)].join('\n'))

  expect(entries.length).toBeGreaterThan(3_000)
  expect(entries.at(-1)).toBe(DENY)
})

test('of the rules that matched the gravest are named: a numeric Host adds to the score of every request', () => {
  const rule = (id: string, severity: string) => `Message: Warning. Pattern match "x" at ARGS:q. [id "${id}"] [severity "${severity}"]`
  const blocked = 'Message: Access denied with code 403 (phase 2). [id "949110"] [severity "CRITICAL"]'
  const text = [rule('920350', 'WARNING'), rule('942100', 'CRITICAL'), rule('941100', 'CRITICAL'), blocked].join('\n')

  expect(explainLogLine(text)?.denial).toMatchObject({ cause: 'waf-rule', rule: '942100, 941100' })
})

test('a rule of the house that denies by itself is the one, whatever else matched', () => {
  const numericHost = 'Message: Warning. Pattern match "x" at REQUEST_HEADERS:Host. [id "920350"] [severity "WARNING"]'
  const house =
    'Message: Access denied with code 403 (phase 2). String match "draft" at ARGS_NAMES:draft. [id "100001"] [severity "WARNING"]'

  expect(explainLogLine(`${numericHost}\n${house}`)?.denial).toMatchObject({ cause: 'waf-rule', rule: '100001' })
})

test('a record of version 3 that does not say whether it interrupted is a refusal only where a rule decides', () => {
  const record = (ids: readonly string[]) =>
    JSON.stringify({
      transaction: {
        client_ip: '203.0.113.9',
        request: { method: 'GET', uri: '/search' },
        response: { http_code: 403 },
        producer: { modsecurity: 'ModSecurity v3.0.9 (Linux)', secrules_engine: 'Enabled' },
        messages: ids.map((ruleId) => ({ message: 'matched', details: { ruleId, severity: '4' } })),
      },
    })

  expect(explainLogLine(record(['920350']))?.denial).toMatchObject({ product: 'unknown' })
  expect(explainLogLine(record(['920350', '100001']))?.denial).toMatchObject({ product: 'modsecurity', rule: '100001' })
  expect(explainLogLine(record(['920350', '949110']))?.denial).toMatchObject({ product: 'modsecurity', rule: '920350' })
})

test('records of a structured log that tell of no request are passed over', () => {
  const started = '{"level":"info","ts":1795462202.3,"logger":"http.log","msg":"server running","name":"srv0"}'
  const refused =
    '{"level":"debug","ts":1795462210.4,"logger":"http.log.error","msg":"open /srv/a: permission denied","request":{"method":"GET","uri":"/a"},"status":403,"err_trace":"fileserver.(*FileServer).ServeHTTP (staticfiles.go:253)"}'

  expect(denialsIn(`${started}\n${refused}\n${started}`)).toMatchObject([{ product: 'caddy', cause: 'file-permissions' }])
})

test('a log of the product that answered keeps the place at which the answer shows it', () => {
  const answer = {
    request: { method: 'GET', url: 'http://127.0.0.1:41603/closed', headers: {} },
    response: {
      status: 403,
      headers: { server: ['squid/5.7'], 'x-squid-error': ['ERR_ACCESS_DENIED 0'], 'x-cache-lookup': ['NONE from gate.example:41603'] },
      body: '<p>Access Denied.</p>',
    },
  }
  const log = '1795462229.221      1 127.0.0.1 TCP_DENIED/403 3467 GET http://127.0.0.1:41603/closed - HIER_NONE/- text/html'
  const logged = { request: { method: 'GET', url: '/closed', headers: {} }, response: null, log }

  expect(identify([answer])).toMatchObject({ layer: 'proxy', product: 'squid' })
  expect(identify([answer, logged])).toMatchObject({ layer: 'proxy', product: 'squid', rule: 'http_access' })
})

test('the log of a program that names itself nowhere puts the refusal into the program, not into the server that passed it on', () => {
  const request = { method: 'POST', url: 'https://shop.example/bulk', headers: {} }
  const log = '{"method":"POST","path":"/bulk","status":403,"msg":"feature flag bulk-orders is off for account 77"}'
  const answer = { request, response: { status: 403, headers: { server: ['web'] }, body: '' } }

  expect(identify([answer]).product).toBe('unknown')
  expect(identify([{ ...answer, log }])).toMatchObject({ layer: 'application', cause: 'feature-gate', rule: 'bulk-orders' })
})
