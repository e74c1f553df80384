import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { type LoopbackApp, serveApp } from '../loopback-app.ts'
import { coreRuleSet, hasNginxModsecurity, LOAD_INTO_NGINX } from '../modsecurity.ts'
import { startNginx } from '../nginx-server.ts'
import { BEARER_SECRETS, BEARERS, logsIn, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const BINARY = findBinary('nginx')
const MISSING =
  BINARY && hasNginxModsecurity() ? '' : ': no ModSecurity here (Debian: apt-get install libnginx-mod-http-modsecurity modsecurity-crs)'
const RUNS = 2

const blocked = (title: string, argv: readonly string[], rule: string): WalkCase => ({
  title,
  argv,
  status: 'concluded',
  verdict: 'denied',
  denial: { layer: 'waf', product: 'modsecurity', cause: 'waf-rule', rule },
})

/** Ordinary words that the Core Rule Set takes for an attack. */
const CASES: WalkCase[] = [
  blocked('a search for a committee', ['/search?q=union+select+committee+meeting&page=1', '--as', 'member'], '942190'),
  blocked('a path in a header', ['/search', '--as', 'member', '-H', 'X-Note: filed under ../../old/notes'], '930100, 930110'),
  {
    ...blocked(
      'a path in one field of a body',
      [
        'POST',
        '/notes',
        '--as',
        'member',
        '--send-unsafe',
        '-H',
        'Content-Type: application/json',
        '-d',
        '{"title":"minutes","note":"filed under ../../minutes"}',
      ],
      '930100, 930110',
    ),
    once: true,
  },
]

type Logs = { title: string; format: 'JSON' | 'Native'; files: readonly string[] }

/** The audit log in both forms, and the error log alone, which holds a line for each rule at level info. */
const LOGS: Logs[] = [
  { title: 'its audit log in JSON', format: 'JSON', files: ['audit.log'] },
  { title: 'its native audit log', format: 'Native', files: ['audit.log', 'error.log'] },
  { title: 'the error log alone', format: 'JSON', files: ['error.log'] },
]

describe.skipIf(MISSING).each(LOGS)(`ModSecurity in nginx with $title${MISSING}`, ({ format, files }) => {
  let app: LoopbackApp
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp((_, response) => void response.writeHead(200).end('ok'))
    server = await startNginx({
      binary: BINARY ?? '',
      main: LOAD_INTO_NGINX,
      http: 'modsecurity on; modsecurity_rules_file rules.conf;',
      errorLevel: 'info',
      locations: `location / { proxy_pass ${app.origin}; }`,
      files: { '../rules.conf': coreRuleSet({ auditLog: 'audit.log', format }) },
    })
    const settings = [logsIn(server.folder, ...files)]
    desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS, settings })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
    await app?.close()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })

  test('no probe held more of an attack than the request itself', () => {
    expect(app.seen.filter((line) => /union|\.\.\//.test(decodeURIComponent(line)))).toEqual([])
  })
})
