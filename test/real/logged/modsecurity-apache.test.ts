import { afterAll, beforeAll, describe, test } from 'vitest'
import { startApache } from '../apache-server.ts'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { coreRuleSet, hasApacheModsecurity, LOAD_INTO_APACHE } from '../modsecurity.ts'
import { BEARER_SECRETS, BEARERS, logsIn, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const BINARY = findBinary('apache2')
const MISSING =
  BINARY && hasApacheModsecurity() ? '' : ': no ModSecurity here (Debian: apt-get install libapache2-mod-security2 modsecurity-crs)'
const RUNS = 2

const blocked = (title: string, argv: readonly string[], rule: string): WalkCase => ({
  title,
  argv,
  status: 'concluded',
  verdict: 'denied',
  denial: { layer: 'waf', product: 'modsecurity', cause: 'waf-rule', rule },
})

/** Ordinary words that the Core Rule Set takes for an attack, and a rule of the house. */
const CASES: WalkCase[] = [
  blocked('a search for a committee', ['/search/?q=union+select+committee+meeting&page=1', '--as', 'member'], '942190'),
  blocked('a path in a header', ['/search/', '--as', 'member', '-H', 'X-Note: filed under ../../old/notes'], '930100, 930110'),
  blocked('a rule of the house', ['/search/?q=winter&draft=yes', '--as', 'member'], '100001'),
]
const HOUSE_RULE = `SecRule ARGS_NAMES "@streq draft" "id:100001,phase:2,deny,status:403,log,auditlog,msg:'No drafts from outside',severity:'WARNING'"`

/** Apache puts its own folder in. */
const IN_ITS_FOLDER = `\${FOLDER}/audit.log`

type Logs = { title: string; format: 'JSON' | 'Native'; files: readonly string[] }

const LOGS: Logs[] = [
  { title: 'its audit log in JSON', format: 'JSON', files: ['audit.log'] },
  { title: 'its native audit log', format: 'Native', files: ['audit.log'] },
  { title: 'the error log alone', format: 'JSON', files: ['error.log'] },
]

describe.skipIf(MISSING).each(LOGS)(`ModSecurity in Apache with $title${MISSING}`, ({ format, files }) => {
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    const rules = coreRuleSet({ auditLog: IN_ITS_FOLDER, format })
    server = await startApache({
      binary: BINARY ?? '',
      directives: `${LOAD_INTO_APACHE}\n${rules}\n${HOUSE_RULE}`,
      files: { 'search/index.html': 'found', 'notes/index.html': 'kept' },
    })
    const settings = [logsIn(server.folder, ...files)]
    desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS, settings })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })
})
