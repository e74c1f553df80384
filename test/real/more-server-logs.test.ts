import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApache } from './apache-server.ts'
import { startCaddy } from './caddy-server.ts'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { startLighttpd } from './lighttpd-server.ts'
import { logOf, readingsOf } from './log-readings.ts'
import { type LoopbackApp, serveApp } from './loopback-app.ts'
import { coreRuleSet, hasApacheModsecurity, hasNginxModsecurity, LOAD_INTO_APACHE, LOAD_INTO_NGINX } from './modsecurity.ts'
import { startNginx } from './nginx-server.ts'
import { startSquid } from './squid-server.ts'
import { hasTomcat, startTomcat, TOMCAT_FILES, TOMCAT_USERS, TOMCAT_WEB } from './tomcat-server.ts'
import { type LogWriter, startVarnish, writeVarnishLog } from './varnish-server.ts'

const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` })
const site = (...folders: string[]) => Object.fromEntries(folders.map((folder) => [`${folder}/a.txt`, folder]))
const APP = { layer: 'proxy', product: 'squid' }

/** One server, its log, and what an entry about each path must tell; `headers` go with the request. */
type Logged = {
  name: string
  binary: string | undefined
  log: string
  start(binary: string, app: LoopbackApp): Promise<ForegroundServer>
  cases: readonly { path: string; headers?: Record<string, string>; denial: Record<string, unknown> | null; verdict?: string }[]
}

const ATTACK_LIKE = {
  path: '/search?q=union+select+committee+meeting',
  denial: { product: 'modsecurity', cause: 'waf-rule', rule: '942190' },
}

const nginxRules = (format: 'JSON' | 'Native') => (binary: string, app: LoopbackApp) =>
  startNginx({
    binary,
    main: LOAD_INTO_NGINX,
    http: 'modsecurity on; modsecurity_rules_file rules.conf;',
    locations: `location / { proxy_pass ${app.origin}; }`,
    files: { '../rules.conf': coreRuleSet({ auditLog: 'audit.log', format }) },
  })
const apacheRules = (format: 'JSON' | 'Native') => (binary: string) =>
  startApache({
    binary,
    directives: `${LOAD_INTO_APACHE}\n${coreRuleSet({ auditLog: `\${FOLDER}/audit.log`, format })}`,
    files: { search: 'found' },
  })
const hasNginxRules = hasNginxModsecurity() ? findBinary('nginx') : undefined
const hasApacheRules = hasApacheModsecurity() ? findBinary('apache2') : undefined

const SERVERS: Logged[] = [
  {
    name: 'Caddy',
    binary: findBinary('caddy'),
    log: 'caddy.log',
    start: (binary) =>
      startCaddy({
        binary,
        directives: 'error /failing/* "Closed for the night" 403\nfile_server',
        files: site('failing', 'shut'),
        modes: { shut: 0o000 },
      }),
    cases: [
      { path: '/failing/a.txt', denial: { product: 'caddy', cause: 'server-directive', rule: 'error' } },
      { path: '/shut/a.txt', denial: { product: 'caddy', cause: 'file-permissions' } },
    ],
  },
  {
    name: 'Caddy, its access log',
    binary: findBinary('caddy'),
    log: 'access.log',
    start: (binary) => startCaddy({ binary, directives: 'respond /closed/* 403\nfile_server', files: site('open') }),
    cases: [
      { path: '/closed/a.txt', denial: { product: 'caddy', cause: 'server-directive', rule: 'respond' } },
      { path: '/open/a.txt', denial: null, verdict: 'allowed' },
    ],
  },
  {
    name: 'lighttpd',
    binary: findBinary('lighttpd'),
    log: 'error.log',
    start: (binary) =>
      startLighttpd({
        binary,
        config: `debug.log-request-handling = "enable"
url.access-deny = (".inc")
auth.backend = "plain"
auth.backend.plain.userfile = site + "/users"
auth.require = ("/basic/" => ("method" => "basic", "realm" => "staff", "require" => "valid-user"))`,
        files: { ...site('basic', 'shut'), 'settings.inc': '', users: 'mia:word\n' },
        modes: { shut: 0o000 },
      }),
    cases: [
      {
        path: '/basic/a.txt',
        headers: basic('mia:wrong'),
        denial: { product: 'lighttpd', cause: 'invalid-token', rule: 'auth.require' },
        verdict: 'not-authenticated',
      },
      { path: '/settings.inc', denial: { product: 'lighttpd', cause: 'server-directive', rule: 'url.access-deny' } },
      { path: '/shut/a.txt', denial: { product: 'lighttpd', cause: 'file-permissions' } },
    ],
  },
  {
    name: 'Squid',
    binary: findBinary('squid'),
    log: 'access.log',
    start: (binary, { port }) =>
      startSquid({
        binary,
        rules: 'acl closed urlpath_regex ^/closed\nhttp_access deny closed\nhttp_access allow all',
        origin: { host: '127.0.0.1', port },
      }),
    cases: [
      { path: '/closed', denial: { product: 'squid', cause: 'server-directive', rule: 'http_access' } },
      { path: '/refusing', denial: { product: 'unknown', via: [{ ...APP, layer: 'corporate-proxy' }] } },
    ],
  },
  {
    name: 'Tomcat',
    binary: hasTomcat() ? findBinary('java') : undefined,
    log: 'logs/tomcat.log',
    start: (java) => startTomcat({ java, context: '', web: TOMCAT_WEB, users: TOMCAT_USERS, files: TOMCAT_FILES }),
    cases: [
      { path: '/office/page.html', denial: { product: 'tomcat', cause: 'ip-or-geo-restriction', rule: 'RequestFilter' } },
      { path: '/form/page.html', denial: { product: 'tomcat', cause: 'session-state', rule: 'CsrfPreventionFilter' } },
    ],
  },
  { name: 'ModSecurity in nginx, JSON', binary: hasNginxRules, log: 'audit.log', start: nginxRules('JSON'), cases: [ATTACK_LIKE] },
  { name: 'ModSecurity in nginx, native', binary: hasNginxRules, log: 'audit.log', start: nginxRules('Native'), cases: [ATTACK_LIKE] },
  { name: 'ModSecurity in Apache, JSON', binary: hasApacheRules, log: 'audit.log', start: apacheRules('JSON'), cases: [ATTACK_LIKE] },
  { name: 'ModSecurity in Apache, native', binary: hasApacheRules, log: 'audit.log', start: apacheRules('Native'), cases: [ATTACK_LIKE] },
]

describe.each(SERVERS)('what a real $name logs', ({ name, binary, log, start, cases }) => {
  let app: LoopbackApp
  let server: ForegroundServer

  beforeAll(async () => {
    if (binary === undefined) return
    app = await serveApp(({ url }, response) => void response.writeHead(url === '/refusing' ? 403 : 200).end())
    server = await start(binary, app)
  })
  afterAll(async () => {
    await server?.stop()
    await app?.close()
  })

  test.for(cases)('$path', async ({ path, headers = {}, denial, verdict = 'denied' }, { skip }) => {
    if (binary === undefined) return skip(`${name} is not here`)
    await fetch(`${server.origin}${path}`, { headers })

    const [reading] = await readingsOf(logOf(server, log), path)
    expect(reading).toMatchObject({ verdict, ...(denial ? { denial } : {}) })
    if (denial === null) expect(reading?.denial).toBeNull()
  })
})

const VARNISH = findBinary('varnishd')

describe.skipIf(!VARNISH)(`what a real Varnish logs${VARNISH ? '' : ': no Varnish here (Debian: apt-get install varnish)'}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let writer: LogWriter

  beforeAll(async () => {
    app = await serveApp((_, response) => void response.writeHead(200).end())
    const receive = 'if (req.url ~ "^/closed") { return (synth(403)); }'
    server = await startVarnish({ binary: VARNISH ?? '', receive, backend: { host: '127.0.0.1', port: app.port } })
    writer = await writeVarnishLog(server, 'access.log')
  })
  afterAll(async () => {
    await writer?.stop()
    await server?.stop()
    await app?.close()
  })

  test('synth is named', async () => {
    await fetch(`${server.origin}/closed`)

    const [reading] = await readingsOf(logOf(server, 'access.log'), '/closed')
    expect(reading).toMatchObject({ format: 'varnish', denial: { product: 'varnish', cause: 'server-directive', rule: 'synth' } })
  })
})
