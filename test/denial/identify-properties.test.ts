import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Denial } from '../../src/denial/denial.ts'
import { identify } from '../../src/denial/identify.ts'
import { SIGNATURES } from '../../src/denial/signature-registry.ts'
import type { Exchange } from '../../src/exchange.ts'
import { redactExchange } from '../../src/redaction/redact-exchange.ts'
import { exchangeOf } from './exchange-of.ts'

const examples = SIGNATURES.flatMap((signature) => signature.examples).map((example) => exchangeOf(example))
const literals = SIGNATURES.flatMap(({ all = [], any = [], none = [] }) => [...all, ...any, ...none]).flatMap((clue) =>
  'body' in clue ? [clue.body] : [],
)
const names = SIGNATURES.flatMap(({ all = [], any = [] }) => [...all, ...any]).flatMap((clue) => ('header' in clue ? [clue.header] : []))

const anyBody = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.json(),
  fc.json().chain((text) => fc.nat(text.length).map((at) => text.slice(0, at))),
  fc.array(fc.oneof(fc.constantFrom(...literals), fc.string({ maxLength: 10 })), { maxLength: 12 }).map((parts) => parts.join(' ')),
)
const anyHeaders = fc.dictionary(
  fc.oneof(fc.constantFrom(...names, 'www-authenticate', 'location', 'constructor', '__proto__'), fc.string({ maxLength: 12 })),
  fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 3 }),
  { maxKeys: 8 },
)
const anyExchange: fc.Arbitrary<Exchange> = fc.record(
  {
    as: fc.constantFrom('anonymous', 'member', 'admin'),
    request: fc.record({
      method: fc.constantFrom('GET', 'POST', 'get', ''),
      url: fc.oneof(fc.webUrl(), fc.string({ unit: 'binary', maxLength: 60 })),
      headers: anyHeaders,
    }),
    response: fc.option(fc.record({ status: fc.integer({ min: 100, max: 999 }), headers: anyHeaders, body: anyBody })),
  },
  { requiredKeys: ['request', 'response'] },
)
const anExample = fc.constantFrom(...examples)
const READ = new Set([
  ...names,
  ...SIGNATURES.flatMap(({ none = [], success = [], cases = [] }) => [...none, ...success, ...cases.map(({ when }) => when)]).flatMap(
    (clue) => ('header' in clue ? [clue.header] : []),
  ),
])
const EVERYDAY = [
  'date',
  'vary',
  'age',
  'connection',
  'keep-alive',
  'alt-svc',
  'nel',
  'report-to',
  'expires',
  'pragma',
  'strict-transport-security',
  'x-content-type-options',
  'x-xss-protection',
  'permissions-policy',
  'cross-origin-opener-policy',
].filter((name) => !READ.has(name))

test('whatever the bytes, the answer is a denial by its schema, and the same each time', () => {
  fc.assert(
    fc.property(fc.array(anyExchange, { maxLength: 4 }), (exchanges) => {
      const denial = identify(exchanges)

      expect(Denial.parse(denial)).toEqual(denial)
      expect(identify(exchanges)).toEqual(denial)
      expect(denial.evidence.every(({ exchange }) => exchange < exchanges.length)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('a header that no product is known by never changes the answer', () => {
  fc.assert(
    fc.property(anExample, fc.stringMatching(/^[q-z0-9]{1,12}$/), fc.string({ maxLength: 40 }), (exchange, word, value) => {
      expect(identify([withHeaders(exchange, (entries) => [...entries, [`x-unheard-of-${word}`, [value]]])])).toEqual(identify([exchange]))
    }),
    { numRuns: 300 },
  )
})

test('headers that every answer has and no signature reads never change the answer', () => {
  fc.assert(
    fc.property(anExample, fc.subarray(EVERYDAY, { minLength: 1 }), fc.string({ maxLength: 30 }), (exchange, added, value) => {
      const more = added.filter((name) => !Object.keys(exchange.response?.headers ?? {}).some((own) => own.toLowerCase() === name))

      expect(
        identify([withHeaders(exchange, (entries) => [...entries, ...more.map((name): [string, string[]] => [name, [value]])])]),
      ).toEqual(identify([exchange]))
    }),
    { numRuns: 300 },
  )
})

test('neither the case of header names nor their order matters', () => {
  fc.assert(
    fc.property(anExample, fc.boolean(), (exchange, upper) => {
      const turned = withHeaders(exchange, (entries) =>
        entries.reverse().map(([name, values]) => [upper ? name.toUpperCase() : capital(name), values]),
      )

      expect(identify([turned])).toEqual(identify([exchange]))
    }),
    { numRuns: 300 },
  )
})

test('what is removed as a secret never was what proved: the same party, reason and rule are read from what is left', () => {
  const token = fc.stringMatching(/^[A-Za-z0-9]{24,40}$/)

  fc.assert(
    fc.property(anExample, token, (exchange, secret) => {
      const carrying: Exchange = {
        ...withHeaders(exchange, (entries) => [...entries, ['x-unheard-of-session', [secret]]]),
        request: { ...exchange.request, headers: { authorization: [`Bearer ${secret}`], cookie: [`sid=${secret}`] } },
      }
      const denial = identify([carrying])

      expect(proved(identify([redactExchange(carrying, [secret])]))).toEqual(proved(denial))
      expect(JSON.stringify(identify([redactExchange(carrying, [secret])]))).not.toContain(secret)
    }),
    { numRuns: 300 },
  )
})

test('of an answer put together from two refusals the causes come likeliest first, and no layer without evidence', () => {
  fc.assert(
    fc.property(anExample, anExample, (one, other) => {
      const mixed = {
        ...one,
        response: one.response && { ...one.response, body: `${one.response.body} ${other.response?.body ?? ''}` },
      }
      const denial = identify([mixed])

      expect(denial.confidence).toBeLessThanOrEqual(1)
      expect(denial.causes.every(({ confidence }, at) => confidence <= (denial.causes[at - 1]?.confidence ?? 1))).toBe(true)
      expect(denial.layer === 'unknown' || denial.evidence.length > 0).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('a body of another case or with other white space says the same', () => {
  const pages = examples.filter(({ response }) => response?.body.startsWith('<') && !response.body.includes('/*'))

  fc.assert(
    fc.property(fc.constantFrom(...pages), (exchange) => {
      const spaced = {
        ...exchange,
        response: exchange.response && { ...exchange.response, body: exchange.response.body.replaceAll(' ', '\r\n  ') },
      }

      expect(identify([spaced])).toMatchObject(pick(identify([exchange])))
    }),
  )
})

function withHeaders(exchange: Exchange, change: (entries: [string, string[]][]) => [string, string[]][]): Exchange {
  if (!exchange.response) return exchange
  return { ...exchange, response: { ...exchange.response, headers: Object.fromEntries(change(Object.entries(exchange.response.headers))) } }
}

function capital(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash}${letter.toUpperCase()}`)
}

function proved({ verdict, layer, product, cause, rule }: Denial) {
  return { verdict, layer, product, cause, rule }
}

function pick({ verdict, layer, product, cause }: Denial) {
  return { verdict, layer, product, cause }
}
