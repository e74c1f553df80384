import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCurl } from '../../src/denial/input/read-curl.ts'
import { readHar } from '../../src/denial/input/read-har.ts'
import { readInput, readJsonLine } from '../../src/denial/input/read-input.ts'
import { readJsonExchange } from '../../src/denial/input/read-json-exchange.ts'
import { Exchange } from '../../src/exchange.ts'

const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/)
const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/)
const headers = fc.dictionary(token, fc.array(value, { minLength: 1, maxLength: 3 }), { maxKeys: 5 })
const exchange = fc.record({
  request: fc.record({ method: fc.constantFrom('GET', 'POST', 'DELETE'), url: fc.webUrl(), headers }),
  response: fc.record({ status: fc.integer({ min: 200, max: 599 }), headers, body: fc.string({ unit: 'grapheme', maxLength: 80 }) }),
})
const listed = (fields: Record<string, string[]>) =>
  Object.entries(fields).flatMap(([name, values]) => values.map((each) => ({ name, value: each })))
const plain = (text: unknown) => JSON.parse(JSON.stringify(text))

describe('what is printed is read again', () => {
  test('as JSON, with headers as lists or as name and value', () => {
    fc.assert(
      fc.property(exchange, fc.boolean(), fc.oneof(fc.string(), fc.integer()), ({ request, response }, asList, id) => {
        const written = asList
          ? { request: { ...request, headers: listed(request.headers) }, response: { ...response, headers: listed(response.headers) } }
          : { request, response }

        expect(readJsonLine(JSON.stringify({ id, ...written }), 7)).toEqual([{ line: 7, id, exchange: { request, response } }])
      }),
    )
  })

  test('as an entry of a HAR, with the body as text or in base64', () => {
    fc.assert(
      fc.property(fc.array(exchange, { minLength: 1, maxLength: 3 }), fc.boolean(), (exchanges, inBase64) => {
        const entries = exchanges.map(({ request, response: { body, ...response } }) => ({
          request: { ...request, headers: listed(request.headers) },
          response: {
            ...response,
            headers: listed(response.headers),
            content: inBase64 ? { text: Buffer.from(body).toString('base64'), encoding: 'base64' } : { text: body },
          },
        }))

        const read = readHar(plain({ log: { entries } }))
        expect(read).toEqual(
          exchanges.map(({ request, response }) => ({
            exchange: { request, response: { ...response, body: wellFormed(response.body, inBase64) } },
          })),
        )
      }),
    )
  })

  test('as the output of curl -i, with either line end', () => {
    fc.assert(
      fc.property(exchange, fc.constantFrom('\n', '\r\n'), fc.stringMatching(/^[{}<>"a-z0-9*%: ]{0,60}$/), ({ response }, end, text) => {
        const body = text.trim().replace(PROGRESS_LIKE, '')
        const head = listed(response.headers).map((field) => `${field.name}: ${field.value}`)
        const printed = [`HTTP/1.1 ${response.status} Reason`, ...head, '', body].join(end)

        const [item, ...more] = readCurl(printed)
        expect(more).toEqual([])
        expect(plain(item?.exchange.response)).toEqual({ status: response.status, headers: response.headers, body })
      }),
    )
  })
})

describe('whatever the text', () => {
  const piece = fc.constantFrom(
    'HTTP/1.1 403 Forbidden',
    '< HTTP/2 401',
    '> GET / HTTP/1.1',
    '* x',
    'curl: (28) x',
    'a: b',
    '',
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '"response"',
    '{"status":403}',
    '\u0000',
    '\uFEFF',
    '\r',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(piece, { maxLength: 14 }).chain((pieces) => fc.constantFrom('\n', ' ', '').map((between) => pieces.join(between))),
    fc.json(),
  )

  test('the readers never throw: each item is an exchange by its schema, or says what was found and expected', () => {
    fc.assert(
      fc.property(text, (given) => {
        const items = readInput(given)

        expect(items.length).toBeGreaterThan(0)
        for (const item of items) {
          expect(item.line).toBeGreaterThan(0)
          if ('error' in item) expect(item.error).toEqual({ found: expect.stringMatching(/./), expected: expect.stringMatching(/./) })
          else expect(Exchange.safeParse(item.exchange).success).toBe(true)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('nor do the readers of one value', () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        expect(() => readHar(given)).not.toThrow()
        const read = readJsonExchange(given)
        expect('error' in read || Exchange.safeParse(read.exchange).success).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('what is quoted of a mistake holds nothing behind a colon or an equals sign', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z{"]{1,20}[:=]SECRET[a-z]{0,20}$/), (given) => {
        expect(JSON.stringify(readInput(given))).not.toContain('SECRET')
      }),
    )
  })
})

test('a body that is JSON nested too deep to be written is refused by name', () => {
  let body: unknown = []
  for (let depth = 0; depth < 100_000; depth += 1) body = [body]

  expect(readJsonExchange({ response: { status: 403, body } })).toMatchObject({ error: { found: 'response.body: nested too deep' } })
})

test.each([
  ['net::ERR_CERT_AUTHORITY_INVALID', 'tls'],
  ['net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
  ['net::ERR_BLOCKED_BY_CLIENT', 'unreachable'],
])('a browser that got no answer says why: %s', (error, kind) => {
  const entry = { request: { method: 'GET', url: 'https://a.example/' }, response: { status: 0, _error: error } }

  expect(readHar({ log: { entries: [entry] } })).toMatchObject([
    { exchange: { response: null, failure: { kind, message: expect.stringContaining(error) } } },
  ])
})

/** What looks like curl's own progress at the beginning of a line is taken for it. */
const PROGRESS_LIKE = /^[\d ].*--:--:--.*$/

function wellFormed(body: string, inBase64: boolean): string {
  return inBase64 ? Buffer.from(body).toString('utf8') : body
}
