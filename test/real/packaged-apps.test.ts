import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { apolloServer, corsAnywhere, expressMiddlewares, socketServer, viteServer } from './packaged-apps.ts'
import { type ServedApp, serveHttp } from './serve-http.ts'
import { BEARER_SECRETS, BEARERS, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const MEMBER = ['--as', 'member']
const FROM_A_PAGE = ['-H', 'Origin: https://elsewhere.example', '-H', 'X-Requested-With: fetch']
const app = (product: string, cause: string, rule?: string) => ({
  layer: 'application',
  product,
  cause,
  ...(rule !== undefined && { rule }),
})
const concluded = (
  title: string,
  argv: readonly string[],
  denial: NonNullable<WalkCase['denial']>,
  ends: string,
  verdict: WalkCase['verdict'] = 'denied',
): WalkCase => ({ title, argv: [...argv, ...MEMBER], status: 'concluded', verdict, denial, ends })
const counted = (title: string, path: string, ends: string): WalkCase => ({
  ...concluded(title, [path], app('express-rate-limit', 'rate-limit'), ends, 'rate-limited'),
  once: true,
})

type Packaged = { title: string; serve(folder: string): Promise<ServedApp>; cases: readonly WalkCase[] }

const APPS: Packaged[] = [
  {
    title: "Vite's development server",
    async serve(folder) {
      const vite = await (await viteServer(folder)).listen()
      const address = vite.httpServer?.address()
      if (!address || typeof address === 'string') throw new Error('No port was given')
      return { origin: `http://127.0.0.1:${address.port}`, close: () => vite.close() }
    },
    cases: [
      concluded(
        'a file of server.fs.deny',
        ['/.env'],
        { layer: 'web-server', product: 'vite', cause: 'server-directive', rule: 'server-fs-allow' },
        'web-server.md#a-file-that-is-never-served',
      ),
    ],
  },
  {
    title: 'CORS Anywhere',
    serve: () => serveHttp(corsAnywhere()),
    cases: [
      concluded(
        'an origin that its operator does not list',
        ['/http://127.0.0.1:9/', ...FROM_A_PAGE],
        { layer: 'proxy', product: 'cors-anywhere', cause: 'server-directive', rule: 'originWhitelist' },
        'web-server.md#the-directive-is-named',
      ),
    ],
  },
  {
    title: 'Apollo Server',
    async serve() {
      const { url, stop } = await apolloServer()
      return { origin: new URL(url).origin.replace('localhost', '127.0.0.1'), close: stop }
    },
    cases: [
      {
        ...concluded(
          'a 400 of its CSRF prevention, which a preflighted header passes',
          ['/?query=%7Borders%7D'],
          app('apollo-server', 'session-state'),
          '',
        ),
        ends: undefined,
      },
      concluded(
        'a 200 that says FORBIDDEN in an error',
        ['/?query=%7Brefunds%7D', '-H', 'apollo-require-preflight: 1'],
        app('unknown', 'insufficient-permissions'),
        'acl.md#grant-it-or-leave-it',
        'disguised',
      ),
    ],
  },
  {
    title: 'Socket.IO',
    async serve() {
      const server = createServer()
      const sockets = socketServer(server)
      const { origin } = await serveHttp(server)
      return { origin, close: () => sockets.close() }
    },
    cases: [
      concluded(
        'a handshake that allowRequest does not allow',
        ['/socket.io/?EIO=4&transport=polling'],
        app('socket-io', 'insufficient-permissions'),
        'acl.md#grant-it-or-leave-it',
      ),
    ],
  },
  {
    title: 'middlewares of Express',
    serve: (folder) => serveHttp(expressMiddlewares(folder)),
    cases: [
      concluded('express-ipfilter', ['/internal/report'], app('express-ipfilter', 'ip-or-geo-restriction'), 'network.md#address-list'),
      {
        ...concluded('a dotfile of a static folder', ['/files/.env'], app('express', 'server-directive', 'dotfiles'), ''),
        ends: 'web-server.md#a-file-that-is-never-served',
      },
      counted('express-rate-limit', '/counted/a', 'rate-limit.md#wait-as-long-as-it-says'),
      counted('express-rate-limit that says 403 and has no headers', '/counted403/a', 'rate-limit.md#a-limiter-that-says-nothing'),
    ],
  },
]

describe.each(APPS)('$title', ({ serve, cases }) => {
  let folder: string
  let served: ServedApp
  let desk: Desk

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'why403-packaged-'))
    await Promise.all(['.env', 'index.html'].map((name) => writeFile(join(folder, name), 'SHOP=1\n')))
    served = await serve(folder)
    desk = await openServerDesk({ origin: served.origin, identities: BEARERS, secrets: BEARER_SECRETS })
  })
  afterAll(async () => {
    await desk?.close()
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })

  test.each(cases)('$title', async (walk) => {
    await expectWalk(desk, served.origin, walk)
  })
})
