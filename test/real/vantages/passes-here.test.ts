import { afterAll, beforeAll, describe, test } from 'vitest'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { startNginx } from '../nginx-server.ts'
import { BEARER_SECRETS, BEARERS, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { startSquid } from '../squid-server.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const BINARIES = { nginx: findBinary('nginx'), squid: findBinary('squid') }
const MISSING = Object.values(BINARIES).every(Boolean) ? '' : ': nginx or Squid is not here (Debian: apt-get install nginx squid)'
const RUNS = 2
const BRANCH = '127.0.0.2'

type Elsewhere = { title: string; rules: string; status: WalkCase['status']; ends: string }

/** Somebody in the branch office is refused; from where why403 runs the very same request passes. */
const ELSEWHERE: Elsewhere[] = [
  {
    title: "the server's address list leaves the branch out",
    rules: `tcp_outgoing_address ${BRANCH}\nhttp_access allow all`,
    status: 'concluded',
    ends: 'network.md#address-list',
  },
  {
    title: "the branch's own proxy refuses",
    rules: 'http_access deny all',
    status: 'concluded',
    ends: 'network.md#a-proxy-on-the-way-refuses',
  },
  {
    title: 'it passes from there, too',
    rules: 'http_access allow all',
    status: 'not-reproduced',
    ends: 'http-403.md#not-reproduced',
  },
]

describe.skipIf(MISSING)(`a request that passes from here${MISSING}`, () => {
  let server: ForegroundServer

  beforeAll(async () => {
    server = await startNginx({
      binary: BINARIES.nginx ?? '',
      locations: `location / { deny ${BRANCH}; }`,
      files: { 'page.html': 'page' },
    })
  })
  afterAll(() => server?.stop())

  describe.each(ELSEWHERE)('$title', ({ title, rules, status, ends }) => {
    let branch: ForegroundServer
    let desk: Desk

    beforeAll(async () => {
      branch = await startSquid({ binary: BINARIES.squid ?? '', rules })
      const settings = [`vantages: [{ name: branch, proxy: "${branch.origin}" }]`]
      desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS, settings })
    })
    afterAll(async () => {
      await desk?.close()
      await branch?.stop()
    })

    test(title, async () => {
      const walk: WalkCase = { title, argv: ['/page.html', '--as', 'member'], status, verdict: 'allowed', denial: null, ends }
      await expectWalk(desk, server.origin, walk, RUNS)
    })
  })
})
