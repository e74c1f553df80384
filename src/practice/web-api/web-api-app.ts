import { Hono } from 'hono'
import { applyAnswer, MessageAnswer, useResponseUrl } from '../workspace/response-urls.ts'
import { ApiRefusal } from './api-refusal.ts'
import type { CallLog } from './call-log.ts'
import type { Faults } from './faults.ts'
import type { Method, MethodPowers } from './method.ts'
import { METHODS } from './methods.ts'
import { rateLimited } from './rate-limited.ts'
import type { RateTiers } from './rate-tiers.ts'
import { readArguments } from './read-arguments.ts'
import { withFault } from './with-fault.ts'

/** What the Web API checks and keeps. Without `tiers` nobody is rate limited but by a fault. */
type WebApiPowers = MethodPowers & {
  tokens: { bot: string; app?: string }
  scopes: readonly string[]
  faults: Faults
  log: CallLog
  tiers?: RateTiers
}

/** Slack's Web API at /api/METHOD and its response_urls at /hooks/ID. */
export function webApiApp(powers: WebApiPowers): Hono {
  const app = new Hono()
  app.all('/api/:method', (context) => {
    const name = context.req.param('method')
    return withFault({ faults: powers.faults, name, log: powers.log, context }, () => callMethod(powers, name, context.req.raw))
  })
  app.post('/hooks/:id', (context) => {
    const work = () => answerHook(powers, context.req.param('id'), context.req.raw)
    return withFault({ faults: powers.faults, name: 'response_url', log: powers.log, context }, work)
  })
  return app
}

async function callMethod(powers: WebApiPowers, name: string, request: Request): Promise<Response> {
  const entry = powers.log.begin(name)
  try {
    const { token, values } = await readArguments(request)
    entry.args = values
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (!method) throw new ApiRefusal('unknown_method', [], { req_method: name })
    checkToken(powers, { name, token })
    checkScope(powers, method)
    const waitS = powers.tiers?.wait({ method: name, perMinute: method.perMinute, channel: String(values.channel ?? '') }) ?? 0
    if (waitS > 0) return rateLimited(waitS)
    const answer = { ok: true, ...method.run(readArgs(method, values), powers) }
    entry.answer = answer
    return Response.json(answer)
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error
    entry.error = error.error
    return Response.json({ ok: false, error: error.error, ...error.more })
  }
}

function checkToken({ tokens }: WebApiPowers, call: { name: string; token: string | undefined }): void {
  if (!call.token) throw new ApiRefusal('not_authed')
  const wanted = call.name === 'apps.connections.open' ? tokens.app : tokens.bot
  if (call.token === wanted) return
  const known = call.token === tokens.app || call.token === tokens.bot
  throw new ApiRefusal(known ? 'not_allowed_token_type' : 'invalid_auth')
}

function checkScope({ scopes }: WebApiPowers, method: Method): void {
  if (method.scope === null || scopes.includes(method.scope)) return
  throw new ApiRefusal('missing_scope', [], { needed: method.scope, provided: scopes.join(',') })
}

function readArgs(method: Method, values: Record<string, unknown>): unknown {
  const parsed = method.args.safeParse(values)
  if (parsed.success) return parsed.data
  const messages = parsed.error.issues.map((issue) => `[ERROR] missing or invalid required field: ${issue.path.join('.')}`)
  throw new ApiRefusal('invalid_arguments', messages)
}

async function answerHook(powers: WebApiPowers, id: string, request: Request): Promise<Response> {
  const entry = powers.log.begin('response_url')
  try {
    const url = useResponseUrl(powers.workspace, id)
    const { values } = await readArguments(request)
    entry.args = values
    const parsed = MessageAnswer.safeParse(values)
    if (!parsed.success) throw new ApiRefusal('invalid_payload')
    applyAnswer(powers.workspace, url, parsed.data)
    entry.answer = { ok: true }
    return new Response('ok')
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error
    entry.error = error.error
    const gone = error.error === 'expired_url' || error.error === 'used_url'
    return Response.json({ ok: false, error: error.error, ...error.more }, { status: gone ? 404 : 400 })
  }
}
