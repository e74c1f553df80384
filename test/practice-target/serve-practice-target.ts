import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createPracticeTarget, type PracticeTarget } from '../../src/practice/target/practice-target.ts'
import { TARGET_PATH } from '../../src/practice/target/target-powers.ts'

/** `seen`: every request that arrived, as `METHOD /path` with the credential that came along. */
export type ServedTarget = PracticeTarget & { root: string; seen: { request: string; credential: string }[]; close(): Promise<void> }

/** The practice target on a free port of loopback, as the whole service would mount it. */
export async function servePracticeTarget(): Promise<ServedTarget> {
  const site = new Hono()
  const { server, port } = await listen(site)
  const baseUrl = `http://127.0.0.1:${port}`
  const practice = await createPracticeTarget({ baseUrl, now: () => new Date() })
  const seen: ServedTarget['seen'] = []
  site.use(async ({ req }, next) => {
    const credential = req.header('authorization') ?? req.header('cookie') ?? ''
    seen.push({ request: `${req.method} ${req.path.slice(TARGET_PATH.length)}`, credential })
    await next()
  })
  site.route(TARGET_PATH, practice.app)
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  return { ...practice, root: `${baseUrl}${TARGET_PATH}`, seen, close }
}

function listen(site: Hono): Promise<{ server: ReturnType<typeof serve>; port: number }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: site.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve({ server, port }))
  })
}

/** Headers by which `identity` of a served target asks. */
export function credentialsOf({ target, env }: PracticeTarget, identity: string): Record<string, string> {
  const config = target.identities[identity]
  if (!config) throw new TypeError(`no identity ${identity}`)
  const secret = (ref: object | undefined) => (ref && 'env' in ref ? (env[String(ref.env)] ?? '') : '')
  const headers = Object.entries(config.headers ?? {}).map(([name, ref]) => [name, secret(ref)] as const)
  return {
    ...(config.bearer && { authorization: `Bearer ${secret(config.bearer)}` }),
    ...(config.cookie && { cookie: secret(config.cookie) }),
    ...Object.fromEntries(headers),
  }
}
