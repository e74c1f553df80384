import type { MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'

const LOOPBACK_HOST = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/

/** Lets only requests through that name this machine as their host, so that no other site's name can be bound to it. */
export const loopbackOnly: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? new URL(context.req.url).host
  if (!LOOPBACK_HOST.test(host)) throw new HTTPException(403, { message: 'The practice workspace answers on localhost only.' })
  await next()
}

/** Lets only POSTs through that this very page made: its own Origin, JSON as content. */
export const sameOriginOnly: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? new URL(context.req.url).host
  const origin = context.req.header('origin') ?? ''
  const isJson = context.req.header('content-type')?.startsWith('application/json')
  if (origin !== `http://${host}` && origin !== `https://${host}`) throw new HTTPException(403, { message: 'Another origin.' })
  if (!isJson) throw new HTTPException(415, { message: 'Expected application/json.' })
  await next()
}
