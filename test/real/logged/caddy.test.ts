import { afterAll, beforeAll, describe, test } from 'vitest'
import { startCaddy } from '../caddy-server.ts'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { BEARER_SECRETS, BEARERS, casesOf, logsIn, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const BINARY = findBinary('caddy')
const MISSING = BINARY ? '' : ': no Caddy here (Debian: apt-get install caddy)'
const RUNS = 2

const DIRECTIVES = `
  respond /closed/* 403
  @failing path /failing/*
  error @failing "Closed for the night" 403
  file_server
`
const FILES = Object.fromEntries(['closed', 'failing', 'files', 'shut'].map((folder) => [`${folder}/page.txt`, folder]))

const { told } = casesOf({ layer: 'web-server', product: 'caddy' })

/** What the access log and, at level DEBUG, the error log settle. */
const CASES: WalkCase[] = [
  told('respond 403 is seen in the access log', '/closed/page.txt', 'server-directive', 'respond'),
  told('error 403 is seen in the error log', '/failing/page.txt', 'server-directive', 'error'),
  told('a file that Caddy may not read', '/files/unreadable.txt', 'file-permissions'),
  told('a folder that Caddy may not enter', '/shut/page.txt', 'file-permissions'),
]

describe.skipIf(MISSING)(`Caddy with its logs${MISSING}`, () => {
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    server = await startCaddy({
      binary: BINARY ?? '',
      directives: DIRECTIVES,
      files: { ...FILES, 'files/unreadable.txt': 'unreadable' },
      modes: { 'files/unreadable.txt': 0o000, shut: 0o000 },
    })
    const settings = [logsIn(server.folder, 'access.log', 'caddy.log')]
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
