import { expect, test } from 'vitest'
import type { Check } from '../../../src/checks/check.ts'
import type { LogLine } from '../../../src/checks/logs/lines/log-line.ts'
import { chooseLine } from '../../../src/checks/logs/matching/choose-line.ts'
import { matchLines, silentSources } from '../../../src/checks/logs/matching/match-lines.ts'
import { isRoutedPath, isSamePath, namesOtherFile, namesOtherQuery, namesPath } from '../../../src/checks/logs/matching/path-in-text.ts'
import { wantedOf } from '../../../src/checks/logs/wanted/wanted.ts'
import type { Exchange } from '../../../src/exchange.ts'
import { fakeContext } from '../fake-context.ts'
import { refusedExchange, SENT_AT, TRACE } from './refused-exchange.ts'

const AT = Date.parse(SENT_AT)
const OTHER_TRACE = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'

function wanted(exchanges: readonly Exchange[], more: Partial<Check['examples'][number]> = {}) {
  return wantedOf(fakeContext({ name: '', input: {}, finding: {}, exchanges, ...more }), 30)
}

let count = 0
function line(text: string, { at = AT, source = 'a' }: { at?: number; source?: string } = {}): LogLine {
  count += 1
  return { source, key: String(count), text, times: [at] }
}

const access = (path: string, { status = 403, agent = 'why403/1.0 (+INC-7)', client = '127.0.0.1', method = 'GET' } = {}) =>
  `${client} - - [01/Jan/2026:11:59:50 +0000] "${method} ${path} HTTP/1.1" ${status} 5 "-" "${agent}"`
const error = (path: string, { client = '127.0.0.1', message = 'access forbidden by rule' } = {}) =>
  `2026/01/01 11:59:50 [error] 1#1: *5 ${message}, client: ${client}, server: _, request: "GET ${path} HTTP/1.1"`

const ways = (lines: readonly LogLine[], exchanges: readonly Exchange[]) => matchLines(lines, wanted(exchanges)).map(({ by }) => by)

test.each([
  ['trace', `denied trace=${TRACE.toUpperCase()}`],
  ['request-id', '{"msg":"denied","request_id":"req-8c1d22f0"}'],
  ['user-agent', access('/orders')],
  ['time-and-path', error('/orders')],
])('a line is recognised by %s', (by, text) => {
  expect(ways([line(text)], [refusedExchange({ headers: { 'x-request-id': ['req-8c1d22f0'] } })])).toEqual([by])
})

test.each([
  ['of another path', error('/orders/5')],
  ['of another method', access('/orders', { method: 'POST', agent: '-' })],
  ['of another status', access('/orders', { status: 200, agent: '-' })],
  ['of another client, who names itself', access('/orders', { agent: 'Mozilla/5.0 (X11)' })],
  ['of another incident', access('/orders', { agent: 'why403/1.0 (+INC-8)' })],
])('a line %s at the same time is not ours', (_, text) => {
  expect(ways([line(text)], [refusedExchange()])).toEqual([])
})

test('a line of our path outside the window is not ours', () => {
  const late = AT + 5_100
  expect(ways([line(error('/orders'), { at: late }), line(error('/orders'), { at: AT - 3_100 })], [refusedExchange()])).toEqual([])
  expect(ways([line(error('/orders'), { at: late - 200 })], [refusedExchange()])).toEqual(['time-and-path'])
})

test('the mark of an incident of the same number from yesterday is not ours', () => {
  expect(ways([line(access('/orders'), { at: AT - 86_400_000 })], [refusedExchange()])).toEqual([])
})

test('behind a gateway that takes a prefix off, the mark is enough', () => {
  expect(ways([line(access('/orders'))], [refusedExchange({ path: '/api/orders' })])).toEqual(['user-agent'])
})

test('the id that a server gave our request finds its other lines', () => {
  const known = `{"msg":"request","status":403,"trace_id":"${TRACE}","request_id":"0f9e8d7c6b5a4321"}`
  const further = line('policy denied for 0f9e8d7c6b5a4321', { at: AT + 60_000, source: 'b' })

  expect(ways([line(known), further], [refusedExchange()])).toEqual(['trace', 'request-id'])
})

test('where a form of line shows who asks, a line of it without our mark is somebody else’s', () => {
  const lines = [line(access('/orders')), line(access('/orders', { agent: '-', client: '198.51.100.7' }))]

  expect(ways(lines, [refusedExchange()])).toEqual(['user-agent'])
})

test('of error lines of one path those of our own address count, once it is known', () => {
  const lines = [
    line(access('/orders')),
    line(error('/orders', { client: '198.51.100.7', message: 'limiting requests, excess: 5.0 by zone "x"' }), { source: 'b' }),
    line(error('/orders'), { source: 'b' }),
  ]

  const { decisive } = chooseLine(matchLines(lines, wanted([refusedExchange()])))

  expect(decisive?.denial).toMatchObject({ cause: 'server-directive', rule: 'deny' })
})

test('callers of one path who were refused for different reasons, none surely us: no reason is claimed', () => {
  const lines = [
    line(error('/orders', { client: '198.51.100.7', message: 'limiting requests, excess: 5.0 by zone "x"' })),
    line(error('/orders', { client: '198.51.100.8' })),
  ]

  expect(chooseLine(matchLines(lines, wanted([refusedExchange()])))).toEqual({ ambiguous: true })
})

test('callers who were refused for the same reason agree', () => {
  const lines = [line(error('/orders', { client: '198.51.100.7' })), line(error('/orders', { client: '198.51.100.8' }))]

  expect(chooseLine(matchLines(lines, wanted([refusedExchange()]))).decisive?.denial.rule).toBe('deny')
})

test('a line with our user agent from another address that tells another reason is a forgery or not: no reason is claimed', () => {
  const said = (client: string, msg: string) => ({
    ...line(`{"msg":"${msg}","method":"GET","path":"/orders","status":403,"remote_addr":"${client}","user_agent":"why403/1.0 (+INC-7)"}`),
  })
  const ours = said('203.0.113.9', 'AccessDenied: user lacks permission orders:read')
  const forged = said('198.51.100.7', 'rate limit exceeded')
  const choose = (lines: readonly LogLine[]) => chooseLine(matchLines(lines, wanted([refusedExchange()])))

  expect(choose([ours, forged])).toEqual({ ambiguous: true })
  expect(choose([ours]).decisive?.by).toBe('user-agent')
  expect(choose([{ ...ours, text: ours.text.replace('}', `,"trace_id":"${TRACE}"}`) }, forged]).decisive?.by).toBe('trace')
})

test('a line about another probe of ours is not taken for the refused one', () => {
  const other = refusedExchange({ as: 'admin', trace: OTHER_TRACE })
  const lines = [line(`{"msg":"AccessDenied: user lacks permission","trace_id":"${OTHER_TRACE}"}`)]
  const matches = matchLines(lines, wanted([refusedExchange(), other]))

  expect(matches).toMatchObject([{ by: 'trace', request: { ours: 'other' } }])
  expect(chooseLine(matches)).toEqual({ ambiguous: false })
})

test('a line without an address of the page, of a folder that we asked as well, is not taken for the page', () => {
  const probes = [refusedExchange({ path: '/files/page.html' }), refusedExchange({ path: '/files', trace: OTHER_TRACE })]
  const index =
    '[Thu Jan 01 11:59:50 2026] [autoindex:error] [pid 1] [client 127.0.0.1:4] AH01276: Cannot serve directory /srv/www/files/: No matching'
  const matches = matchLines([line(access('/files/page.html')), line(index, { source: 'b' })], wanted(probes))

  expect(matches.map(({ request }) => request?.path)).toEqual(['/files/page.html', '/files'])
  expect(chooseLine(matches)).toEqual({ ambiguous: false })
})

test('a line about the method of another probe of ours is not taken for the refused one', () => {
  const probes = [refusedExchange({ method: 'POST' }), refusedExchange({ method: 'OPTIONS', trace: OTHER_TRACE })]
  const denied = (method: string) =>
    line(
      `[Thu Jan 01 11:59:50 2026] [allowmethods:error] [pid 1] [client 127.0.0.1:4] AH01623: client method denied by server configuration: '${method}' to /srv/www/orders`,
    )

  expect(chooseLine(matchLines([denied('OPTIONS'), denied('POST')], wanted(probes))).decisive?.denial.rule).toBe('POST')
})

test('an earlier refusal of the same path stands in when the request cannot be sent, and never a probe of ours', () => {
  const unsent = refusedExchange({ method: 'POST', failure: { kind: 'needs-approval', message: '' } })
  const asked = wanted([unsent], { request: { method: 'POST', url: 'https://api.test/orders' } })
  const past = (text: string, at = AT - 600_000) => line(text.replace('GET', 'POST'), { at })

  const matches = matchLines([past(error('/orders', { client: '198.51.100.7' })), past(access('/orders')), past(error('/other'))], asked)

  expect(matches.map(({ by }) => by)).toEqual(['earlier'])
  expect(chooseLine(matches).decisive?.denial.rule).toBe('deny')
})

test('earlier refusals that do not agree are no reason', () => {
  const asked = wanted([], { request: { method: 'GET', url: 'https://api.test/orders' } })
  const lines = ['access forbidden by rule', 'limiting requests, excess: 5.0 by zone "x"'].map((message) =>
    line(error('/orders', { message })),
  )

  expect(chooseLine(matchLines(lines, asked))).toEqual({ ambiguous: true })
})

test('somebody else’s missing permission from before is shown, and not claimed as the reason', () => {
  const asked = wanted([], { request: { method: 'GET', url: 'https://api.test/orders' } })
  const lacking = '{"msg":"AccessDenied: user lacks permission orders:read","method":"GET","path":"/orders","status":403}'
  const matches = matchLines([line(lacking)], asked)

  expect(matches.map(({ by }) => by)).toEqual(['earlier'])
  expect(chooseLine(matches)).toEqual({ ambiguous: false })
})

test('a request id that the person pasted finds the refusal that they saw', () => {
  const request = { method: 'POST', url: 'https://api.test/orders', headers: { 'X-Request-Id': 'abc-123-def-456' } }
  const seen = line('{"msg":"AccessDenied: missing scope orders:write","request_id":"abc-123-def-456"}', { at: AT - 900_000 })

  expect(matchLines([seen], wanted([], { request }))).toMatchObject([{ by: 'request-id' }])
})

const passed = (trace: string) => ({ ...refusedExchange({ as: 'admin', status: 200, trace }) })

test('a log that has our other request and not the refused one is silent: the refusal came before it', () => {
  const exchanges = [refusedExchange(), passed(OTHER_TRACE)]
  const lines = [line(`{"msg":"ok","status":200,"trace_id":"${OTHER_TRACE}"}`), line(access('/orders'), { source: 'b' })]

  expect(silentSources(lines, matchLines(lines, wanted(exchanges)), wanted(exchanges))).toEqual(['a'])
})

test('a log that only holds others’ lines from before is not called silent', () => {
  const lines = [line(access('/other', { agent: '-' }), { at: AT - 1_000 })]
  const after = [line(access('/other', { agent: '-' }), { at: AT + 3_000 })]
  const asked = wanted([refusedExchange()])

  expect(silentSources(lines, [], asked)).toEqual([])
  expect(silentSources(after, [], asked)).toEqual(['a'])
})

test.each([
  ['/srv/www/private', '/private', true],
  ['/srv/www/private,', '/private', true],
  ['/srv/www/private/file', '/private', false],
  ['Cannot serve directory /srv/www/private/: No matching index', '/private', true],
  ['GET /private/:id HTTP', '/private', false],
  ['/srv/www/private.html', '/private', false],
  ['"path":"\\/a\\/b"', '/a/b', true],
  ['GET /caf%C3%A9 HTTP', '/café', false],
  ['GET /café HTTP', '/caf%C3%A9', true],
  ['GET /a?x=1 HTTP', '/a', true],
  ['GET / HTTP', '/', true],
  ['GET /a HTTP', '/', false],
  ['a.b', '/a.b', false],
  ['/aXb', '/a.b', false],
  ['/srv/www/shut/.htaccess pcfg_openfile', '/shut/in/page.html', true],
  ['/srv/www/shut/.htaccess pcfg_openfile', '/shut', false],
  ['/srv/www/shut/.htaccess pcfg_openfile', '/open/page.html', false],
  ['/srv/www/.htaccess pcfg_openfile', '/page.html', false],
])('%s names the path %s: %s', (text, path, expected) => {
  expect(namesPath(text, path)).toBe(expected)
})

test('paths are the same whatever their query and encoding, and routed when one has a prefix', () => {
  expect(isSamePath('/a%20b?x=1', '/a b')).toBe(true)
  expect(isSamePath('/a', '/a/')).toBe(false)
  expect(isRoutedPath('/orders?x', '/api/orders')).toBe(true)
  expect(isRoutedPath('/', '/api/')).toBe(false)
  expect(isRoutedPath('/ders', '/orders')).toBe(false)
})

test.each([
  ['"GET /search?q=a+b HTTP/1.1"', '?q=a%20b', false],
  ['"GET /search?q=a+b HTTP/1.1"', '?q=other', true],
  ['"GET /search?q=a+b HTTP/1.1"', '', true],
  ['"GET /search HTTP/1.1"', '?q=a', false],
  ['"GET /search?q=a+long+on', '?q=a+long+one', false],
  ['"GET /search?q=a HTTP/1.1"', '?q=[redacted]', false],
  ['"GET /other?q=b HTTP/1.1"', '?q=a', false],
])('%s tells of /search with another query than “%s”: %s', (text, query, expected) => {
  expect(namesOtherQuery(text, { path: '/search', query })).toBe(expected)
})

const apache = (message: string) => `[Thu Jan 01 11:59:50.000000 2026] [authz_core:error] [pid 12] [client 127.0.0.1:51877] ${message}`
const LOCAL = { ...refusedExchange({ path: '/docs/page.html' }), address: '127.0.0.1' }

test.each([
  ['at the end of an alias', 'AH01630: client denied by server configuration: /srv/elsewhere/page.html', ['time-and-client']],
  ['of another name', 'AH01630: client denied by server configuration: /srv/www/q/other.html', []],
  ['of another path, said outright', 'AH01631: user mia: authorization failure for "/staff/page.html":', []],
])('a line of our own address that names a file %s', (_, message, by) => {
  expect(ways([line(apache(message))], [LOCAL])).toEqual(by)
})

test('a line that names a user is not of a request without credentials', () => {
  const text = apache('AH01631: user mia: authorization failure for "/docs/page.html":')
  const matches = matchLines([line(text)], wanted([LOCAL, { ...LOCAL, as: 'mia' }]))

  expect(matches.map(({ request }) => request?.exchange.as)).toEqual(['mia'])
})

test('on this very machine a line is no older than its request, but for rounding', () => {
  const older = (ms: number) => line(error('/orders'), { at: AT - ms })
  const local = { ...refusedExchange(), address: '127.0.0.1' }

  expect(ways([older(2_500), older(150)], [local])).toEqual([])
  expect(ways([older(50), older(2_000)], [local])).toEqual(['time-and-path', 'time-and-path'])
  expect(ways([older(2_500), older(150)], [refusedExchange()])).toEqual(['time-and-path', 'time-and-path'])
})

test('a line that names no file, or a folder of the path by its own name, is of no other file', () => {
  expect(namesOtherFile('client denied', '/docs/page.html')).toBe(false)
  expect(namesOtherFile('denied: /srv/www/docs/', '/docs/')).toBe(false)
  expect(namesOtherFile('denied: /srv/www/a%20b', '/a%20b')).toBe(false)
  expect(namesOtherFile('denied: /srv/www/docs', '/other')).toBe(true)
})
