import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCaddy } from './caddy-server.ts'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { type LoopbackApp, serveApp, unsafeOf } from './loopback-app.ts'
import { BEARER_SECRETS, BEARERS, casesOf, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const BINARY = findBinary('caddy')
const MISSING = BINARY ? '' : ': no Caddy here (Debian: apt-get install caddy)'
const RUNS = 2

const directivesFor = (app: string) => `
  respond /closed/* 403
  @outside {
    path /office/*
    not remote_ip 10.20.0.0/16
  }
  respond @outside 403
  handle /guarded/* {
    forward_auth ${app} {
      uri /auth
    }
    file_server
  }
  basicauth /basic/* {
    bob JDJhJDE0JFdqVVJ5UkNYSW05SUJVdzFKRkVBWmVzWHFJbmZTVnM3SmdqUW5QRzJYSk1uSmhkOXdYVy5x
  }
  @writes {
    path /reads/*
    not method GET HEAD
  }
  respond @writes 405
  file_server
`

const FILES = Object.fromEntries(
  ['closed', 'office', 'guarded', 'basic', 'reads', 'files', 'shut'].map((folder) => [`${folder}/page.txt`, folder]),
)

/** The authorizer behind forward_auth. */
function authorize(...[request, response]: Parameters<Parameters<typeof serveApp>[0]>) {
  const isAdmin = request.headers.authorization === 'Bearer admin-secret'
  response.writeHead(isAdmin ? 200 : 403).end()
}

const {
  asks,
  tells,
  writes,
  denial: caddy,
} = casesOf({
  layer: 'web-server',
  product: 'caddy',
  asksAt: 'web-server.md#what-does-the-page-give-away',
})

const CASES: WalkCase[] = [
  asks('respond 403: an empty answer does not tell a directive from an address list', '/closed/page.txt'),
  asks('remote_ip: the same answer', '/office/page.txt'),
  asks('a folder that Caddy may not enter: the same answer', '/shut/page.txt'),
  {
    title: 'basic_auth wants a password and gets a token',
    argv: ['/basic/page.txt', '--as', 'member'],
    status: 'concluded',
    verdict: 'not-authenticated',
    denial: caddy('invalid-token'),
    ends: 'token.md#not-authenticated',
  },
  tells(
    'forward_auth answers 403 for this identity alone',
    '/guarded/page.txt',
    'auth-gateway',
    'gateway.md#the-gateways-policy-leaves-this-identity-out',
  ),
  writes('respond 405 for every method but GET', 'POST', '/reads/page.txt'),
  {
    title: 'a file that everybody gets',
    argv: ['/files/page.txt', '--as', 'member'],
    status: 'not-reproduced',
    verdict: 'allowed',
    denial: null,
    ends: 'http-403.md#not-reproduced',
  },
]

describe.skipIf(MISSING)(`Caddy${MISSING}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp(authorize)
    server = await startCaddy({ binary: BINARY ?? '', directives: directivesFor(app.origin), files: FILES, modes: { shut: 0o000 } })
    desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
    await app?.close()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })

  test('the authorizer was asked to read, never to write', () => {
    expect(app.seen.length).toBeGreaterThan(0)
    expect(unsafeOf(app.seen)).toEqual([])
  })
})
