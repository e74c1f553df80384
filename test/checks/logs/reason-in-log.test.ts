import { expect, test } from 'vitest'
import { refusedExchange, runLogs, TRACE } from './refused-exchange.ts'
import { temporaryFolder } from './temporary-folder.ts'

const NGINX_PAGE =
  '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>\r\n'
const NGINX = { headers: { server: ['nginx/1.24.0'] }, body: NGINX_PAGE }
const APACHE = 'Thu Jan 01 11:59:50.123456 2026'
const ACCESS = '127.0.0.1 - - [01/Jan/2026:11:59:50 +0000] "GET /orders HTTP/1.1" 403 153 "-" "why403/1.0 (+INC-7)"'

const inNginx = (message: string, path: string) =>
  `2026/01/01 11:59:50 [error] 31#31: *5 ${message}, client: 127.0.0.1, server: _, request: "GET ${path} HTTP/1.1", host: "api.test"`
const inApache = (module: string, message: string) => `[${APACHE}] [${module}:error] [pid 12] [client 127.0.0.1:51877] ${message}`

const CASES: [name: string, path: string, line: string, denial: object, by: string][] = [
  [
    'nginx: deny',
    '/internal',
    inNginx('access forbidden by rule', '/internal'),
    { product: 'nginx', layer: 'web-server', cause: 'server-directive' },
    'time-and-path',
  ],
  [
    'nginx: file mode',
    '/a.pdf',
    inNginx('open() "/srv/a.pdf" failed (13: Permission denied)', '/a.pdf'),
    { product: 'nginx', cause: 'file-permissions' },
    'time-and-path',
  ],
  [
    'Apache: Require',
    '/private',
    inApache('authz_core', 'AH01630: client denied by server configuration: /srv/www/private'),
    { cause: 'server-directive', rule: 'Require' },
    'time-and-path',
  ],
  [
    'Apache: Deny, and only the address tells that it is ours',
    '/',
    inApache('access_compat', 'AH01797: client denied by server configuration: /srv/www/'),
    { cause: 'server-directive', rule: 'Deny' },
    'time-and-client',
  ],
  [
    'Apache: no index',
    '/files/',
    inApache(
      'autoindex',
      'AH01276: Cannot serve directory /srv/www/files/: No matching DirectoryIndex (index.html) found, and server-generated directory index forbidden by Options directive',
    ),
    { cause: 'server-directive', rule: 'Options -Indexes' },
    'time-and-path',
  ],
  [
    'HAProxy: deny',
    '/admin',
    'Jan  1 11:59:50 edge haproxy[31]: 127.0.0.1:51877 [01/Jan/2026:11:59:50.123] fe fe/<NOSRV> 0/-1/-1/-1/0 403 192 - - PR-- 1/1/0/0/0 0/0 "GET /admin HTTP/1.1"',
    { product: 'haproxy', cause: 'server-directive' },
    'time-and-path',
  ],
  [
    'Envoy: RBAC',
    '/x',
    '[2026-01-01T11:59:50.123Z] "GET /x HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "-" "why403/1.0 (+INC-7)" "d1d2" "api.test" "-" inbound|8080|| - 10.0.0.1:8080 127.0.0.1:5 - default',
    { layer: 'mesh', cause: 'default-deny' },
    'user-agent',
  ],
  [
    'Squid: http_access',
    '/x',
    '1767268790.123      0 127.0.0.1 TCP_DENIED/403 3855 GET http://api.test/x - HIER_NONE/- text/html',
    { product: 'squid', cause: 'server-directive' },
    'time-and-path',
  ],
  [
    'Tomcat: address filter',
    '/x',
    '01-Jan-2026 11:59:50.123 INFO [http-nio-1] org.apache.catalina.filters.RemoteAddrFilter.process Denied request for [/x] based on property [127.0.0.1]',
    { product: 'tomcat', cause: 'ip-or-geo-restriction' },
    'time-and-path',
  ],
  [
    'Caddy: it answered itself',
    '/x',
    '{"level":"info","ts":1767268790.1,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"127.0.0.1","proto":"HTTP/1.1","method":"GET","host":"api.test","uri":"/x","headers":{"User-Agent":["why403/1.0 (+INC-7)"]}},"duration":0.0001,"size":0,"status":403,"resp_headers":{"Server":["Caddy"]}}',
    { product: 'caddy', layer: 'web-server' },
    'user-agent',
  ],
  [
    'an application, by the trace id',
    '/orders',
    `{"level":"warn","time":"2026-01-01T11:59:50.020Z","msg":"AccessDenied: user lacks permission orders:read","trace_id":"${TRACE}"}`,
    { layer: 'application', cause: 'insufficient-permissions' },
    'trace',
  ],
]

test.each(CASES)('%s: the line names layer, cause and rule of the denial', async (_, path, line, denial, by) => {
  using folder = temporaryFolder()
  const other = inNginx('access forbidden by rule', '/another').replace('127.0.0.1', '198.51.100.7')
  const file = folder.write('some.log', `${other}\n${line}\n${other}\n`)
  const exchange = refusedExchange({ path, address: '127.0.0.1', ...(line.includes('[error] 31#') ? NGINX : {}) })

  const result = await runLogs({ exchanges: [exchange], sources: [{ file, name: 'server' }] })

  expect(result.denial).toMatchObject({ verdict: 'denied', ...denial })
  expect(result.denial.evidence.find(({ where }) => where === 'log')?.text).not.toBe('')
  expect(result.finding).toMatchObject({ found: true, named: true, by, source: 'server', count: 1, ...denial })
  expect(result.line).toContain('The log server names the reason')
})

test('a stock page of nginx and its error line give a sure answer', async () => {
  using folder = temporaryFolder()
  const file = folder.write('error.log', `${inNginx('access forbidden by rule', '/internal')}\n`)

  const { denial } = await runLogs({ exchanges: [refusedExchange({ path: '/internal', ...NGINX })], sources: [{ file }] })

  expect(denial.confidence).toBeGreaterThanOrEqual(0.9)
})

test('of the access line and the error line of one request the one that names the reason decides, and both are counted', async () => {
  using folder = temporaryFolder()
  const access = folder.write('access.log', `${ACCESS}\n`)
  const error = folder.write('error.log', `${inNginx('access forbidden by rule', '/orders')}\n`)

  const { finding } = await runLogs({ exchanges: [refusedExchange(NGINX)], sources: [{ file: access }, { file: error, name: 'errors' }] })

  expect(finding).toMatchObject({ named: true, source: 'errors', rule: 'deny', status: 403, count: 2 })
})

const RULE = '[client 127.0.0.1:5] [client 127.0.0.1] ModSecurity:'
const MARKS = '[hostname "api.test"] [uri "/search"] [unique_id "aVkZ3n8AAQEAAAbLk1UAAAAB"]'
const MATCHED = `[${APACHE}] [security2:error] [pid 1] ${RULE} Warning. Pattern match "union" at ARGS:q. [id "942270"] [msg "Looking for basic sql injection"] [severity "CRITICAL"] ${MARKS}`
const BLOCKED = `[${APACHE}] [security2:error] [pid 1] ${RULE} Access denied with code 403 (phase 2). Operator GE matched 5 at TX:anomaly_score. [id "949110"] [msg "Inbound Anomaly Score Exceeded (Total Score: 8)"] ${MARKS}`

test('of several ModSecurity lines the rule that looked at the request is the one that is named', async () => {
  using folder = temporaryFolder()
  const file = folder.write('error.log', `${MATCHED}\n${BLOCKED}\n`)

  const { denial } = await runLogs({ exchanges: [refusedExchange({ path: '/search?q=union' })], sources: [{ file }] })

  expect(denial).toMatchObject({ layer: 'waf', product: 'modsecurity', cause: 'waf-rule', rule: '942270' })
})

test('a rule that only matched and refused nothing is no reason', async () => {
  using folder = temporaryFolder()
  const file = folder.write('error.log', `${MATCHED}\n`)

  const { finding, denial } = await runLogs({ exchanges: [refusedExchange({ path: '/search?q=union' })], sources: [{ file }] })

  expect(finding).toMatchObject({ found: true, named: false })
  expect(denial.product).toBe('unknown')
})

test('an entry of a native audit log is read as one, found by the trace id among its request headers', async () => {
  using folder = temporaryFolder()
  const entry = [
    '--6ef24602-A--',
    '[01/Jan/2026:11:59:50.123456 +0000] aVkZ3n8AAQEAAAbLk1UAAAAB 127.0.0.1 43077 127.0.0.1 80',
    '--6ef24602-B--',
    'GET /search?q=1 HTTP/1.1',
    'Host: api.test',
    `traceparent: 00-${TRACE}-00f067aa0ba902b7-01`,
    '',
    '--6ef24602-F--',
    'HTTP/1.1 403 Forbidden',
    '',
    '--6ef24602-H--',
    'Message: Access denied with code 403 (phase 2). Pattern match "cmd=" at ARGS. [file "/etc/crs/custom.conf"] [line "127"] [id "440002"] [msg "Shell access"]',
    'Action: Intercepted (phase 2)',
    '',
    '--6ef24602-Z--',
  ]
  const file = folder.write('modsec_audit.log', `${entry.join('\n')}\n`)

  const { finding, denial } = await runLogs({ exchanges: [refusedExchange({ path: '/search?q=1' })], sources: [{ file }] })

  expect(finding).toMatchObject({ by: 'trace', rule: '440002', status: 403, count: 1 })
  expect(denial).toMatchObject({ layer: 'waf', rule: '440002' })
})

test('an access line that names another answerer says that the refusal came from behind', async () => {
  using folder = temporaryFolder()
  const passing =
    'Jan  1 11:59:50 edge haproxy[31]: 127.0.0.1:51877 [01/Jan/2026:11:59:50.123] fe be/app1 0/0/1/12/13 403 192 - - ---- 1/1/0/0/0 0/0 "GET /orders HTTP/1.1"'
  const file = folder.write('haproxy.log', `${passing}\n`)

  const { finding, line } = await runLogs({ exchanges: [refusedExchange()], sources: [{ file }] })

  expect(finding).toMatchObject({ found: true, named: false, passedLine: true, passedBy: 'haproxy', status: 403 })
  expect(line).toContain('came from behind it')
})

test('what stands in other people’s lines is not shown: tokens, cookies and keys', async () => {
  using folder = temporaryFolder()
  const secret = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJlLXBhcnQ'
  const record = {
    time: '2026-01-01T11:59:50.020Z',
    msg: `AccessDenied: token ${secret} lacks permission`,
    headers: { cookie: 'sid=0a1b2c3d4e5f6071', authorization: 'Bearer abc123def456ghi789' },
    trace_id: TRACE,
  }
  const file = folder.write('app.log', `${JSON.stringify(record)}\n`)

  const result = await runLogs({ exchanges: [refusedExchange()], sources: [{ file }] })

  expect(result.finding.named).toBe(true)
  for (const part of [secret, '0a1b2c3d4e5f6071', 'abc123def456ghi789']) expect(JSON.stringify(result)).not.toContain(part)
})

test('what the answer itself told stays beside what the log adds: ids and evidence', async () => {
  using folder = temporaryFolder()
  const file = folder.write('error.log', `${inNginx('access forbidden by rule', '/orders')}\n`)
  const headers = { ...NGINX.headers, 'x-request-id': ['req-8c1d22f0a1'] }

  const { denial } = await runLogs({ exchanges: [refusedExchange({ ...NGINX, headers })], sources: [{ file }] })

  expect(denial.references).toMatchObject([{ value: 'req-8c1d22f0a1' }])
  expect(denial.evidence.map(({ where }) => where)).toEqual(expect.arrayContaining(['log', 'body']))
})
