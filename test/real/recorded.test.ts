import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApache } from './apache-server.ts'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { startNginx } from './nginx-server.ts'
import { type RecordingProxy, recordInFrontOf } from './recording-proxy.ts'
import { BEARER_SECRETS, BEARERS, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'

const NGINX = findBinary('nginx')
const APACHE = findBinary('apache2')
const MISSING = NGINX && APACHE ? '' : ': nginx or Apache is not here (Debian: apt-get install nginx apache2)'
const RUNS = 10
const PROBES_MAX = 60
const SAFE = ['GET', 'HEAD', 'OPTIONS']

type Server = { recorder: RecordingProxy; behind: ForegroundServer; desk: Desk }

/** Starts a desk whose one target is a recorder in front of this server. */
async function serverBehind(behind: ForegroundServer): Promise<Server> {
  const recorder = await recordInFrontOf(behind.origin)
  return { recorder, behind, desk: await openServerDesk({ origin: recorder.origin, identities: BEARERS, secrets: BEARER_SECRETS }) }
}

const pagesOf = (...folders: readonly string[]) => Object.fromEntries(folders.map((folder) => [`${folder}/page.html`, folder]))

const locationsFor = (elsewhere: string) => `
  location /deny/ { deny all; }
  location /key/ { if ($http_authorization != "Bearer admin-secret") { return 403; } }
  location /reads/ { limit_except GET { deny all; } }
  location /away/ { return 302 ${elsewhere}/login; }
  location /moved/ { return 301 ${elsewhere}$request_uri; }
`

const CASES = [
  { server: 'nginx', title: 'deny all', argv: ['/deny/page.html', '--as', 'member'] },
  { server: 'nginx', title: 'a rule on who asks', argv: ['/key/page.html', '--as', 'member'] },
  { server: 'nginx', title: 'a file that the worker may not read', argv: ['/files/unreadable.html', '--as', 'member'] },
  { server: 'nginx', title: 'a write that nobody approved', argv: ['DELETE', '/reads/page.html', '--as', 'member'] },
  { server: 'nginx', title: 'a redirect to a host that is not listed', argv: ['/away/page.html', '--as', 'member'] },
  { server: 'nginx', title: 'another one, that looks like a login', argv: ['POST', '/moved/page.html', '--as', 'admin'] },
  { server: 'apache', title: 'Require all denied', argv: ['/denied/page.html', '--as', 'member'] },
  { server: 'apache', title: 'no index', argv: ['/folder/', '--as', 'member'] },
] as const

describe.skipIf(MISSING)(`what is sent, as a recorder in front of each server sees it${MISSING}`, () => {
  let elsewhere: RecordingProxy
  let servers: Record<'nginx' | 'apache', Server>

  beforeAll(async () => {
    elsewhere = await recordInFrontOf()
    const files = { ...pagesOf('deny', 'key', 'reads', 'files', 'denied'), 'files/unreadable.html': '', 'folder/below/page.html': '' }
    const modes = { 'files/unreadable.html': 0o000 }
    const nginx = await startNginx({ binary: NGINX ?? '', locations: locationsFor(elsewhere.origin), files, modes })
    const directives = '<Location /denied>\n  Require all denied\n</Location>'
    const apache = await startApache({ binary: APACHE ?? '', directives, files, modes })
    servers = { nginx: await serverBehind(nginx), apache: await serverBehind(apache) }
  })
  afterAll(async () => {
    for (const { desk, recorder, behind } of Object.values(servers ?? {})) {
      await desk.close()
      await recorder.close()
      await behind.stop()
    }
    await elsewhere?.close()
  })

  test.each(CASES)('$server, $title: ten runs take one path, and send what they say', async ({ server, argv }) => {
    const { recorder, desk } = servers[server]
    const words = argv.map((word) => (word.startsWith('/') ? `${recorder.origin}${word}` : word))

    const runs = await Promise.all(Array.from({ length: RUNS }, () => desk.diagnose(...words)))

    expect(new Set(runs.map(({ diagnosis }) => JSON.stringify([diagnosis.path, diagnosis.verdict, diagnosis.denial?.cause]))).size).toBe(1)
    for (const { diagnosis } of runs) {
      const sent = recorder.seen.filter(({ incident }) => incident === diagnosis.incident)
      expect(sent.length).toBeGreaterThanOrEqual(diagnosis.probes)
      expect(sent.length - sent.filter(({ redirects }) => redirects).length).toBeLessThanOrEqual(diagnosis.probes)
      expect(sent.length).toBeLessThanOrEqual(PROBES_MAX)
    }
  })

  test('nothing unsafe was sent, since nobody approved it', () => {
    const methods = Object.values(servers).flatMap(({ recorder }) => recorder.seen.map(({ method }) => method))

    expect(methods.length).toBeGreaterThan(CASES.length * RUNS)
    expect(methods.filter((method) => !SAFE.includes(method))).toEqual([])
  })

  test('every request names its incident and asks the host that is listed', () => {
    for (const { recorder } of Object.values(servers)) {
      expect(new Set(recorder.seen.map(({ host }) => host))).toEqual(new Set([recorder.host]))
      expect(recorder.seen.filter(({ incident }) => incident === undefined)).toEqual([])
    }
  })

  test('a host that is not listed saw no connection at all', () => {
    expect(elsewhere.connections()).toBe(0)
  })
})
