import { describe, expect, test } from 'vitest'
import { Denial } from '../../../src/denial/denial.ts'
import { identify } from '../../../src/denial/identify.ts'
import { denialOfLogLine } from '../../../src/denial/log-lines/denial-of-log-line.ts'
import { GENERAL_FORMATS, LOG_FORMATS } from '../../../src/denial/log-lines/log-format-registry.ts'
import { redactText } from '../../../src/redaction/redact-text.ts'
import { exchangeOf } from '../exchange-of.ts'

const EXAMPLES = [...LOG_FORMATS, ...GENERAL_FORMATS].flatMap(({ examples }) => examples)
const DENY =
  '2026/01/02 12:00:00 [error] 31#31: *5 access forbidden by rule, client: 203.0.113.9, server: _, request: "GET /orders HTTP/1.1", host: "a"'
const NGINX_PAGE =
  '<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>'

test('every example is a denial by its schema', () => {
  const denials = EXAMPLES.map(({ line, fields }) => denialOfLogLine(line, { fields }))

  expect(denials.map((denial) => Denial.parse(denial))).toEqual(denials)
})

test('removing secrets from a line never removes what it tells', () => {
  const changed = EXAMPLES.filter(({ line, fields }) => {
    const [whole, redacted] = [line, redactText(line)].map((text) => denialOfLogLine(text, { fields }))
    return (
      whole?.cause !== redacted?.cause ||
      whole?.verdict !== redacted?.verdict ||
      whole?.product !== redacted?.product ||
      whole?.rule !== redacted?.rule
    )
  })

  expect(changed.map(({ line }) => line)).toEqual([])
})

test('the evidence quotes the line and says what it means', () => {
  expect(denialOfLogLine(DENY)).toMatchObject({
    verdict: 'denied',
    layer: 'web-server',
    product: 'nginx',
    cause: 'server-directive',
    evidence: [
      { exchange: 0, where: 'log', text: expect.stringContaining('access forbidden by rule'), means: expect.stringContaining('deny') },
    ],
  })
})

test('a line of an allowed request is allowed, and a line that tells nothing is nothing', () => {
  const allowed = denialOfLogLine('203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 612 "-" "-"')

  expect(allowed).toMatchObject({ verdict: 'allowed', cause: 'unknown', confidence: 0, evidence: [{ where: 'log', text: '200' }] })
  expect(denialOfLogLine('worker process 31 exited')).toBeNull()
})

describe('an exchange that a log line tells of', () => {
  const refused = exchangeOf({ status: 403, headers: { 'cf-ray': '8f00aa11bb22cc33-FRA' }, body: NGINX_PAGE })

  test('is explained by the line where the answer keeps the reason back', () => {
    const denial = identify([{ ...refused, log: DENY }])

    expect(identify([refused]).rule).toBeUndefined()
    expect(denial).toMatchObject({ product: 'nginx', cause: 'server-directive', rule: 'deny', verdict: 'denied' })
    expect(denial.evidence[0]).toMatchObject({ where: 'log', exchange: 0 })
  })

  test('is explained by the line alone where no answer is known', () => {
    expect(identify([{ ...refused, response: null, log: DENY }])).toMatchObject({ verdict: 'denied', product: 'nginx', rule: 'deny' })
  })

  test('adds its line to a refusal of the same request that was asked again', () => {
    const denial = identify([{ ...refused, response: null, log: DENY }, refused])

    expect(denial).toMatchObject({ verdict: 'denied', rule: 'deny', cause: 'server-directive' })
    expect(denial.evidence.map(({ where, exchange }) => [where, exchange])).toContainEqual(['log', 0])
    expect(denial.references.map(({ name }) => name)).toContain('cf-ray')
  })

  test('says nothing against an answer that passes now', () => {
    const denial = identify([{ ...refused, response: null, log: DENY }, exchangeOf({ status: 200, body: 'ok' })])

    expect(denial).toMatchObject({ verdict: 'allowed', cause: 'unknown', product: 'unknown' })
    expect(denial.evidence.map(({ where }) => where)).not.toContain('log')
  })

  test('keeps what the answer says where the line only repeats its status', () => {
    const log = '203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET /orders HTTP/1.1" 403 153 "-" "-"'

    expect(identify([{ ...refused, log }])).toEqual(identify([refused]))
  })
})
