import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckContext, SourceRequest } from '../../../src/checks/check.ts'
import { elasticsearchQuery } from '../../../src/checks/logs/stores/elasticsearch-query.ts'
import { takeLines } from '../../../src/checks/logs/stores/http-store.ts'
import { logqlQuery, logqlString, wantedPattern } from '../../../src/checks/logs/stores/loki-query.ts'
import { openStores } from '../../../src/checks/logs/stores/open-stores.ts'
import { wantedOf } from '../../../src/checks/logs/wanted/wanted.ts'
import type { LogSource } from '../../../src/config/sources/log-source.ts'
import { fakeContext } from '../fake-context.ts'
import { startServer } from '../loopback-server.ts'
import { refusedExchange, SENT_AT, TRACE } from './refused-exchange.ts'

const wantedFor = (path: string) => wantedOf(fakeContext({ name: '', input: {}, finding: {}, exchanges: [refusedExchange({ path })] }), 30)
const WANTED = wantedFor('/orders')

/** A context whose sources are asked over the network, as the prober does. */
function askingContext(): CheckContext {
  const context = fakeContext({ name: '', input: {}, finding: {}, exchanges: [refusedExchange()] })
  const ask = async ({ url, method = 'GET', headers = {}, body }: SourceRequest) => {
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) })
    return { status: response.status, headers: {}, body: await response.text() }
  }
  return { ...context, ask }
}

const lookInto = (source: LogSource) => openStores([source], askingContext())[0]?.look(WANTED)
const textOf = async (request: IncomingMessage) => Buffer.concat(await request.toArray()).toString()

test('Loki is asked for a range in nanoseconds, newest first, with a line filter behind the configured query', async () => {
  const stream = { stream: { app: 'edge' }, values: [[`${Date.parse(SENT_AT)}000123`, 'a line']] }
  await using loki = await startServer((_, response) => {
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'streams', result: [stream] } }))
  })

  const look = await lookInto({ loki: { url: `${loki.url}/tenant/`, query: '{app="edge"} # ours' } })

  const asked = new URL(loki.seen[0]?.url ?? '', loki.url)
  expect(asked.pathname).toBe('/tenant/loki/api/v1/query_range')
  expect(asked.searchParams.get('direction')).toBe('backward')
  expect(asked.searchParams.get('start')).toBe(`${Date.parse(SENT_AT) - 3_000}000000`)
  expect(asked.searchParams.get('query')).toMatch(/^\{app="edge"\} # ours\n\|~ "\(\?i\)/)
  expect(look?.lines).toMatchObject([{ text: 'a line', times: [Date.parse(SENT_AT)] }])
})

test('a path cannot leave its string in LogQL, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', '\\', '`', '\n', '\u0000', '\u2028', '}', '|', 'é', '\ud800', 'a') }), (text) => {
      const quoted = logqlString(text)
      expect(quoted).toMatch(/^"(?:[^"\\\n]|\\(?:["\\bfnrt]|u[0-9a-f]{4}))*"$/)
      expect(JSON.parse(quoted)).toBe(text.toWellFormed())
    }),
  )
  expect(logqlQuery('{app="edge"}', wantedFor('/a"}` | x (.*)'))).toMatch(/^\{app="edge"\}\n\|~ "(?:[^"\\]|\\.)*"$/s)
})

test.each([
  ['GET /orders HTTP/1.1', true],
  ['GET /orders?page=2 HTTP/1.1', true],
  ['{"path":"\\/orders","status":403}', true],
  ['/srv/www/orders', true],
  [`trace ${TRACE.toUpperCase()}`, true],
  ['"why403/1.0 (+INC-7)"', true],
  ['"why403/1.0 (+INC-77)"', false],
  ['GET /orders/5 HTTP/1.1', false],
  ['GET /ordersX HTTP/1.1', false],
])('the filter that Loki gets, on the line %s: %s', (line, expected) => {
  expect(new RegExp(wantedPattern(WANTED).slice(4), 'i').test(line)).toBe(expected)
})

test('the filter for the bare path does not let every line through', () => {
  const filter = new RegExp(wantedPattern(wantedFor('/')).slice(4), 'i')

  expect(filter.test('"GET / HTTP/1.1" 403')).toBe(true)
  expect(filter.test('"GET /orders HTTP/1.1" 403')).toBe(false)
})

test('Elasticsearch is asked for the time and, as phrases in any field, for path, mark and ids', async () => {
  const sent: string[] = []
  await using elastic = await startServer(async (request, response) => {
    sent.push(await textOf(request))
    const hit = { _index: 'logs-1', _id: '1', _source: { '@timestamp': SENT_AT, message: 'denied', trace: { id: TRACE } } }
    response.end(JSON.stringify({ timed_out: false, _shards: { total: 1, failed: 0 }, hits: { hits: [hit] } }))
  })

  const look = await lookInto({ elasticsearch: { url: elastic.url, index: 'logs-*,app 1', timeField: '@timestamp' } })

  expect(elastic.seen[0]).toMatchObject({ method: 'POST', url: '/logs-*,app%201/_search' })
  const { query } = JSON.parse(sent[0] ?? '')
  expect(query.bool.filter[0].range['@timestamp']).toMatchObject({ gte: '2026-01-01T11:59:47.000Z' })
  const phrases = query.bool.filter[1].bool.should.map((each: { multi_match: { query: string } }) => each.multi_match.query)
  expect(phrases).toEqual(['/orders', 'INC-7', TRACE])
  expect(look?.lines).toMatchObject([{ shown: 'denied', times: [Date.parse(SENT_AT)] }])
  expect(look?.lines[0]?.text).toContain(TRACE)
})

test('the bare path holds no word, so Elasticsearch is asked for the time alone', () => {
  expect(elasticsearchQuery(wantedFor('/'), '@timestamp')).toMatchObject({ query: { bool: { filter: { length: 1 } } } })
})

const SHARDS = '{"hits":{"hits":[]},"_shards":{"total":0}}'
const COUNTED = '{"status":"success","data":{"resultType":"matrix","result":[]}}'

test.each([
  ['an error', 500, 'boom', 'it answered 500: boom'],
  ['a login page', 200, '<html><title>Sign in</title>', 'no JSON (a page: is it a login?)'],
  ['another shape', 200, '{"ok":true}', 'not of the form that was expected'],
  ['no index', 200, SHARDS, 'no index fits logs'],
  ['a wrong password', 401, '{"error":"unable to authenticate"}', 'it answered 401'],
])('Elasticsearch that answers with %s is told as unseen', async (_, status, body, why) => {
  await using elastic = await startServer((__, response) => response.writeHead(status).end(body))

  await expect(lookInto({ opensearch: { url: elastic.url, index: 'logs', timeField: '@timestamp' } })).rejects.toThrow(why)
})

test.each([
  ['a query that counts', 200, COUNTED, 'counts instead of giving lines'],
  ['a query that is none', 400, 'parse error at line 1, col 9: syntax error', 'it answered 400: parse error'],
  ['an empty page', 200, '', 'no JSON'],
])('Loki that answers with %s is told as unseen', async (_, status, body, why) => {
  await using loki = await startServer((__, response) => response.writeHead(status).end(body))

  await expect(lookInto({ loki: { url: loki.url, query: '{a="b"}' } })).rejects.toThrow(why)
})

test('any other store is asked by template, what is filled in stays in its place, and CEL takes the lines out', async () => {
  const sent: string[] = []
  await using store = await startServer(async (request, response) => {
    sent.push(await textOf(request))
    response.end(JSON.stringify({ rows: [{ raw: 'one' }, { raw: 'two' }] }))
  })
  const http = {
    url: `${store.url}/search?path={{ incident.path }}&agent={{ search.agent }}`,
    method: 'POST' as const,
    body: { from: '{{ search.fromSeconds }}', ids: '{{ search.ids }}' },
    lines: 'json.rows.map(row, row.raw)',
  }

  const look = await lookInto({ http })

  expect(store.seen[0]?.url).toBe('/search?path=%2Forders&agent=(%2BINC-7)')
  expect(JSON.parse(sent[0] ?? '')).toEqual({ from: Date.parse(SENT_AT) / 1000 - 3, ids: [TRACE] })
  expect(look?.lines.map(({ text }) => text)).toEqual(['one', 'two'])
})

test.each([
  ['URL', { url: '/{{ token.tenant }}', body: 'x' }],
  ['body', { url: '/', body: { tenant: '{{ token.tenant }}' } }],
])('a store whose %s asks for what is not known is not asked, and told with what it is', async (_, { url, body }) => {
  await using store = await startServer((__, response) => response.end('a line'))
  const http = { url: `${store.url}${url}`, method: 'POST' as const, body, lines: 'text' }

  await expect(lookInto({ http })).rejects.toThrow('it cannot be asked, since token.tenant is not known')
  expect(store.seen).toEqual([])
})

test('a line is known again wherever it stands in the next answer, and equal lines are told apart', async () => {
  const answers = ['same\nsame\nold', 'new\nsame\nsame\nold']
  await using store = await startServer((_, response) => response.end(answers.shift()))
  const http = { url: `${store.url}/tail`, method: 'GET' as const, lines: 'text' }

  const keysOf = async () => (await lookInto({ http }))?.lines.map(({ key }) => key) ?? []
  const [first, second] = [await keysOf(), await keysOf()]

  expect(new Set(first).size).toBe(3)
  expect(second.filter((key) => !first.includes(key))).toHaveLength(1)
})

test('lines may be text, texts or records; anything else is told', () => {
  expect(takeLines('text', { status: 200, body: 'a\r\n\nb' })).toEqual(['a', 'b'])
  expect(takeLines('json', { status: 200, body: '[{"a":1},"b"]' })).toEqual(['{"a":1}', 'b'])
  expect(() => takeLines('json.rows', { status: 200, body: '{}' })).toThrow('its answer has no json.rows')
  expect(() => takeLines('json', { status: 200, body: '1' })).toThrow('neither a list nor a text')
  expect(() => takeLines('json.(', { status: 200, body: '{}' })).toThrow('is no CEL')
})

test('two stores of one name are told apart', () => {
  const store: LogSource = { loki: { url: 'http://loki:3100', query: '{a="b"}' } }

  expect(openStores([store, store], askingContext()).map(({ name }) => name)).toEqual(['loki loki:3100', 'loki loki:3100 #2'])
})

test.each([1e300, -1e300, 8.64e15 + 1, '99999999999999999999'])('a document of the time %s is one without a time', async (time) => {
  const hit = { _id: '1', _source: { '@timestamp': time, message: `denied trace=${TRACE}` } }
  await using elastic = await startServer((_, response) => response.end(JSON.stringify({ hits: { hits: [hit] } })))

  const look = await lookInto({ elasticsearch: { url: elastic.url, index: 'logs', timeField: '@timestamp' } })

  expect(look?.lines).toMatchObject([{ times: [] }])
})
