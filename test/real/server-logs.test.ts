import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApache } from './apache-server.ts'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { startHaproxy } from './haproxy-server.ts'
import { logOf, readingsOf } from './log-readings.ts'
import { type LoopbackApp, serveApp } from './loopback-app.ts'
import { startNginx } from './nginx-server.ts'

const NGINX = findBinary('nginx')
const APACHE = findBinary('apache2')
const HAPROXY = findBinary('haproxy')
const AS_ALICE = { authorization: `Basic ${Buffer.from('alice:wrong').toString('base64')}` }

describe.skipIf(!NGINX)(`what a real nginx logs${NGINX ? '' : ': no nginx here (Debian: apt-get install nginx)'}`, () => {
  let server: ForegroundServer

  beforeAll(async () => {
    server = await startNginx({
      binary: NGINX ?? '',
      http: `limit_req_zone $binary_remote_addr zone=slow:1m rate=1r/m;
        log_format records escape=json '{"time_iso8601":"$time_iso8601","remote_addr":"$remote_addr","request_method":"$request_method","request_uri":"$request_uri","status":$status,"request_id":"$request_id"}';
        access_log combined.log combined; access_log records.log records;`,
      locations: `location /deny/ { deny all; }
        location /slow/ { limit_req zone=slow; limit_req_status 429; }
        location /basic/ { auth_basic "staff"; auth_basic_user_file site/passwd; }
        location /auth { internal; return 500; }
        location /guarded/ { auth_request /auth; }
        location /small/ { client_max_body_size 1; }`,
      files: { 'deny/a.txt': '', 'files/a.txt': '', 'closed.txt': '', 'slow/a.txt': 'a', 'basic/a.txt': '', passwd: 'bob:{PLAIN}word\n' },
      modes: { 'closed.txt': 0o000 },
    })
  })
  afterAll(() => server?.stop())

  test.each([
    { path: '/deny/a.txt', cause: 'server-directive', status: 403 },
    { path: '/files/', cause: 'server-directive', rule: 'autoindex', status: 403 },
    { path: '/closed.txt', cause: 'file-permissions', status: 403 },
    { path: '/basic/a.txt', cause: 'invalid-token', status: 401, headers: AS_ALICE },
    { path: '/guarded/', cause: 'auth-gateway', rule: 'auth_request', status: 500 },
    { path: '/small/', cause: 'server-directive', rule: 'client_max_body_size', status: 413, body: 'ab' },
    { path: '/slow/a.txt', cause: 'rate-limit', rule: 'slow', status: 429, times: 3 },
  ])('$path: $cause', async ({ path, cause, rule, status, headers = {}, body, times = 1 }) => {
    for (let count = 0; count < times; count += 1)
      await fetch(`${server.origin}${path}`, { headers, ...(body ? { method: 'POST', body } : {}) })

    const [error] = await readingsOf(logOf(server, 'error.log'), path)
    expect(error).toMatchObject({
      format: 'nginx-error',
      path,
      client: '127.0.0.1',
      denial: { cause, product: 'nginx', ...(rule ? { rule } : {}) },
    })
    const access = await readingsOf(logOf(server, 'combined.log'), path, times)
    expect(access.at(-1)).toMatchObject({ format: 'access', path, status, client: '127.0.0.1', when: { iso: expect.any(String) } })
    const records = await readingsOf(logOf(server, 'records.log'), path, times)
    expect(records.at(-1)).toMatchObject({
      format: 'json',
      path,
      status,
      references: [{ name: 'request id', value: expect.stringMatching(/^[\da-f]{32}$/) }],
    })
  })
})

describe.skipIf(!APACHE)(`what a real Apache logs${APACHE ? '' : ': no Apache here (Debian: apt-get install apache2)'}`, () => {
  let server: ForegroundServer

  beforeAll(async () => {
    server = await startApache({
      binary: APACHE ?? '',
      directives: `LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
CustomLog combined.log combined
<Location /deny>
  Require all denied
</Location>
<Location /basic>
  AuthType Basic
  AuthName staff
  AuthUserFile \${SITE}/passwd
  Require user bob
</Location>`,
      files: { 'deny/a.txt': '', 'files/a.txt': '', 'closed.txt': '', 'shut/a.txt': '', 'basic/a.txt': '', passwd: 'bob:{SHA}xx\n' },
      modes: { 'closed.txt': 0o000, shut: 0o000 },
    })
  })
  afterAll(() => server?.stop())

  test.each([
    { path: '/deny/a.txt', cause: 'server-directive', rule: 'Require', status: 403 },
    { path: '/files/', cause: 'server-directive', rule: 'Options -Indexes', status: 403 },
    { path: '/closed.txt', cause: 'file-permissions', status: 403 },
    { path: '/shut/a.txt', cause: 'file-permissions', status: 403 },
    { path: '/basic/a.txt', cause: 'invalid-token', status: 401, headers: AS_ALICE },
  ])('$path: $cause', async ({ path, cause, rule, status, headers = {} }) => {
    await fetch(`${server.origin}${path}`, { headers })

    const [error] = await readingsOf(logOf(server, 'error.log'), path.replace(/a\.txt$/, ''))
    expect(error).toMatchObject({
      format: 'apache-error',
      client: '127.0.0.1',
      denial: { cause, product: 'apache-httpd', ...(rule ? { rule } : {}) },
    })
    const [access] = await readingsOf(logOf(server, 'combined.log'), path)
    expect(access).toMatchObject({ format: 'access', path, status, client: '127.0.0.1', when: { iso: expect.any(String) } })
  })
})

describe.skipIf(!HAPROXY)(`what a real HAProxy logs${HAPROXY ? '' : ': no HAProxy here (Debian: apt-get install haproxy)'}`, () => {
  let server: ForegroundServer
  let app: LoopbackApp

  beforeAll(async () => {
    app = await serveApp(({ url }, response) => {
      response.writeHead(url === '/app' ? 403 : 200, url === '/leak' ? { 'x-leak': 'yes' } : {}).end()
    })
    server = await startHaproxy({
      binary: HAPROXY ?? '',
      rules: `option httplog
  timeout tarpit 50ms
  http-request deny if { path /deny }
  http-request deny deny_status 429 if { path /slow }
  http-request tarpit if { path /tarpit }
  http-response deny if { res.hdr(x-leak) yes }`,
      backend: `127.0.0.1:${app.port}`,
    })
  })
  afterAll(async () => {
    await server?.stop()
    await app?.close()
  })

  const HAPROXY_SELF = { product: 'haproxy', layer: 'proxy' }

  test.each([
    { path: '/deny', verdict: 'denied', denial: { ...HAPROXY_SELF, cause: 'server-directive', rule: 'frontend front' } },
    { path: '/slow', verdict: 'rate-limited', denial: { ...HAPROXY_SELF, cause: 'rate-limit' } },
    { path: '/tarpit', verdict: 'denied', denial: HAPROXY_SELF },
    { path: '/leak', verdict: 'denied', denial: HAPROXY_SELF },
    { path: '/app', verdict: 'denied', denial: { product: 'unknown', via: [HAPROXY_SELF] } },
    { path: '/fine', verdict: 'allowed', denial: null },
  ])('$path: $verdict', async ({ path, verdict, denial }) => {
    await fetch(`${server.origin}${path}`)

    const [line] = await readingsOf(server.said, `GET ${path} `)
    expect(line).toMatchObject({ format: 'haproxy-http', verdict, path, client: '127.0.0.1', ...(denial ? {} : { denial }) })
    if (denial) expect(line?.denial).toMatchObject(denial)
  })
})
