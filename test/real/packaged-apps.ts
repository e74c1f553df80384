import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import express, { type Express } from 'express'
import { IpFilter } from 'express-ipfilter'
import { rateLimit } from 'express-rate-limit'
import { GraphQLError } from 'graphql'
import { Server as SocketServer } from 'socket.io'
import { createServer as createVite, type ViteDevServer } from 'vite'

/** Vite's development server over `folder`, whose `server.fs.deny` guards files such as `.env`; only localhost names are allowed hosts. */
export function viteServer(folder: string): Promise<ViteDevServer> {
  return createVite({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    cacheDir: join(folder, 'cache'),
    optimizeDeps: { noDiscovery: true },
    server: { host: '127.0.0.1', port: 0, middlewareMode: false, ws: false, fs: { allow: [folder] } },
  })
}

type CorsAnywhere = { createServer(options: Record<string, unknown>): Server }

/** CORS Anywhere with a list of origins and of wanted headers. */
export function corsAnywhere(): Server {
  const { createServer } = createRequire(import.meta.url)('cors-anywhere') as CorsAnywhere
  return createServer({ originWhitelist: ['https://shop.example'], requireHeader: ['x-requested-with'] })
}

/** Apollo Server: `refunds` is for admins, told in a 200 by an error's code; its CSRF prevention is on as it always is. */
export async function apolloServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = new ApolloServer<{ isAdmin: boolean }>({
    typeDefs: 'type Query { orders: [String!]!, refunds: [String!]! }',
    resolvers: {
      Query: {
        orders: () => ['A-1'],
        refunds: (_: unknown, __: unknown, { isAdmin }: { isAdmin: boolean }) => {
          if (!isAdmin) throw new GraphQLError('You may not read refunds', { extensions: { code: 'FORBIDDEN' } })
          return ['R-1']
        },
      },
    },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
  })
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async ({ req }) => ({ isAdmin: req.headers.authorization === 'Bearer admin-secret' }),
  })
  return { url, stop: () => server.stop() }
}

/** Socket.IO whose `allowRequest` wants a key in the handshake. */
export function socketServer(http: Server): SocketServer {
  return new SocketServer(http, {
    allowRequest: ({ headers }, decide) => decide(null, headers.authorization === 'Bearer admin-secret'),
  })
}

/** Middlewares of Express that refuse by themselves: addresses, a counter, dotfiles of a static folder. */
export function expressMiddlewares(folder: string): Express {
  const app = express()
  app.use('/internal', IpFilter(['10.20.0.0/16'], { mode: 'allow', log: false }))
  app.use('/counted', rateLimit({ windowMs: 600_000, limit: 2, standardHeaders: 'draft-6', legacyHeaders: false }))
  app.use('/counted403', rateLimit({ windowMs: 600_000, limit: 2, statusCode: 403, legacyHeaders: false }))
  app.use('/files', express.static(folder, { dotfiles: 'deny', fallthrough: false }))
  app.get('/*any', (_, response) => void response.json({ ok: true }))
  return app
}
