import { expect, test } from 'vitest'
import { joinAuditSections } from '../../../src/checks/logs/lines/join-audit-sections.ts'
import { joinEntries } from '../../../src/checks/logs/lines/join-entries.ts'
import { idsOfExchange } from '../../../src/checks/logs/wanted/ids-of-exchange.ts'
import { LogSource } from '../../../src/config/sources/log-source.ts'
import type { Exchange } from '../../../src/exchange.ts'
import { sentProbes } from '../../../src/walk/sent-probes.ts'
import { refusedExchange, runLogs } from './refused-exchange.ts'
import { temporaryFolder } from './temporary-folder.ts'

const error = (method: string, path: string) =>
  `2026/01/01 11:49:50 [error] 1#1: *5 access forbidden by rule, client: 198.51.100.7, server: _, request: "${method} ${path} HTTP/1.1"\n`

test('a request that needs approval is explained by an earlier refusal, told as one of whomever', async () => {
  using folder = temporaryFolder()
  const file = folder.write('error.log', error('POST', '/orders'))
  const unsent = refusedExchange({ method: 'POST', failure: { kind: 'needs-approval', message: 'not approved' } })

  const { finding, line, denial, attached } = await runLogs({
    exchanges: [unsent],
    sources: [{ file, name: 'errors' }],
    request: { method: 'POST', url: 'https://api.test/orders' },
  })

  expect(finding).toMatchObject({ found: true, named: true, by: 'earlier', at: '2026-01-01T11:49:50.000Z' })
  expect(line).toContain('A refusal of the same path at 11:49 UTC stands in errors')
  expect(denial).toMatchObject({ verdict: 'denied', product: 'nginx', rule: 'deny' })
  expect(sentProbes(attached)).toEqual([])
})

test('an earlier refusal that depends on who asked is quoted with its doubt, and explains nothing', async () => {
  using folder = temporaryFolder()
  const lacking =
    '{"time":"2026-01-01T11:49:50Z","msg":"AccessDenied: user lacks permission orders:write","method":"POST","path":"/orders","status":403}'
  const file = folder.write('app.log', `${lacking}\n`)

  const { finding, line, attached } = await runLogs({
    exchanges: [refusedExchange({ method: 'POST', failure: { kind: 'needs-approval', message: 'not approved' } })],
    sources: [{ file, name: 'app' }],
    request: { method: 'POST', url: 'https://api.test/orders' },
  })

  expect(finding).toMatchObject({ found: true, named: false, by: 'earlier', count: 1 })
  expect(line).toMatch(/^A refusal of the same path at 11:49 UTC stands in app: .*Whether it was this caller, it does not say\.$/)
  expect(attached).toEqual([])
})

test('a refused request is not explained by somebody’s refusal from before', async () => {
  using folder = temporaryFolder()
  const file = folder.write('error.log', error('GET', '/orders'))

  const { finding, attached } = await runLogs({ exchanges: [refusedExchange()], sources: [{ file }] })

  expect(finding).toMatchObject({ found: false, named: false, by: 'none' })
  expect(attached).toEqual([])
})

test('what cannot be read is told beside what was found', async () => {
  using folder = temporaryFolder()
  const file = folder.write('error.log', error('GET', '/orders').replace('11:49', '11:59'))

  const { finding, line } = await runLogs({
    exchanges: [refusedExchange()],
    sources: [{ file: `${folder.path}/none.log`, name: 'gone' }, { file }],
  })

  expect(finding).toMatchObject({ named: true, unseen: [{ source: 'gone', why: 'there is no such file' }] })
  expect(line).toMatch(/Could not be seen: gone \(there is no such file\)\.$/)
})

const answered = (headers: Record<string, string>): Exchange =>
  refusedExchange({ headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])) })

test.each([
  [{ 'cf-ray': '8f2a1b3c4d5e6f70-FRA' }, ['8f2a1b3c4d5e6f70']],
  [{ 'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=0' }, ['1-67891233-abcdef012345678912345678']],
  [{ 'x-request-id': 'req-8c1d22f0' }, ['req-8c1d22f0']],
  [{ 'x-request-id': '[redacted]' }, []],
  [{ 'x-request-id': '17' }, []],
  [{ 'x-served-by': 'cache-fra-1234567' }, []],
])('ids of an answer %j: %j', (headers, ids) => {
  expect(idsOfExchange(answered(headers))).toEqual(ids)
})

test('a reference that many answers share names no request', () => {
  const references = [
    { name: 'x-served-by', value: 'cache-fra-eddf8230022-FRA' },
    { name: 'support id', value: '1234567890123456' },
  ]

  expect(idsOfExchange(answered({}), references)).toEqual(['1234567890123456'])
})

test('entries of an audit log stand as one line each, without bodies, and other lines keep their place', () => {
  const lines = [
    'plain',
    '--aaaabbbb-A--',
    '[x] id',
    '--aaaabbbb-C--',
    'password=1',
    '--aaaabbbb-H--',
    'Message: m',
    '--aaaabbbb-Z--',
    'after',
  ]
  const placed = lines.map((text, at) => ({ text, key: String(at) }))

  expect(joinAuditSections(placed)).toEqual([
    { text: 'plain', key: '0' },
    { text: '--aaaabbbb-A--\n[x] id\n--aaaabbbb-H--\nMessage: m\n--aaaabbbb-Z--', key: '1' },
    { text: 'after', key: '8' },
  ])
})

test('what lighttpd says over several lines stands as one, at its first line, and other lines keep their place', () => {
  const said = (line: string) => `2026-01-02 12:00:00: (response.c.${line}`
  const file = ['536) -- handling subrequest', '538) Path         : /srv/info.php', '540) URI          : /info.php'].map(said)
  const verdict = '2026-01-02 12:00:00: (mod_staticfile.c.105) -- NOT handling file as static file, extension forbidden'
  const record = '--aaaabbbb-A--\n--aaaabbbb-Z--'
  const placed = ['before', ...file, verdict, record, 'after', file[0] ?? ''].map((text, at) => ({ text, key: String(at) }))

  expect(joinEntries(placed)).toEqual([
    { text: 'before', key: '0' },
    { text: [...file, verdict].join('\n'), key: '1' },
    { text: record, key: '5' },
    { text: 'after', key: '6' },
    { text: file[0], key: '7' },
  ])
})

test('an audit log entry whose beginning was not read is left out', () => {
  const placed = ['--aaaabbbb-H--', 'Message: m', '--aaaabbbb-Z--', 'after'].map((text, at) => ({ text, key: String(at) }))

  expect(joinAuditSections(placed).map(({ text }) => text)).toEqual(['after'])
})

test.each([
  ['a star in a folder', { file: '/var/*/error.log' }],
  ['a URL as a file', { file: 'https://logs.test/x' }],
  ['a metric query', { loki: { url: 'http://loki:3100', query: 'rate({a="b"}[5m])' } }],
  ['an index with a path in it', { elasticsearch: { url: 'http://es:9200', index: '../x' } }],
  ['two kinds at once', { file: '/a', loki: { url: 'http://loki:3100', query: '{a="b"}' } }],
])('the configuration refuses %s', (_, source) => {
  expect(LogSource.safeParse(source).success).toBe(false)
})

test('the configuration takes what the documentation shows', () => {
  for (const source of [{ file: '/var/log/nginx/error.log' }, { loki: { url: 'http://loki:3100', query: '{app="edge"}' } }]) {
    expect(LogSource.safeParse(source).success).toBe(true)
  }
})
