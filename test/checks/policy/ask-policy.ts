import type { IncomingMessage } from 'node:http'
import { UnsecuredJWT } from 'jose'
import { createCheckRunner } from '../../../src/checks/check-runner.ts'
import { policy } from '../../../src/checks/policy/policy.ts'
import type { PolicyFinding } from '../../../src/checks/policy/policy-finding.ts'
import { identify } from '../../../src/denial/identify.ts'
import type { Exchange } from '../../../src/exchange.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from '../prober/open-test-session.ts'

/** What an engine was asked. */
export type Asked = { path: string; headers: IncomingMessage['headers']; text: string; json: () => unknown }
/** What an engine answers: JSON, or text as it is. */
export type Reply = { status?: number; json?: unknown; text?: string; hang?: true }

type Setup = {
  /** Sources over the engine's own URL. */
  policy: (url: string) => object[]
  reply: (asked: Asked, index: number) => Reply
  method?: string
  path?: string
  body?: string
  headers?: Record<string, string>
  against?: string
  exchanges?: (url: string) => Exchange[]
  /** The token of `member`; a JWT of ann by default. */
  member?: string
  env?: Record<string, string>
  timeoutMs?: number
}

/** A bearer token of these claims. */
export function tokenOf(claims: Record<string, unknown>): string {
  return new UnsecuredJWT(claims).encode()
}

export const MEMBER = tokenOf({ sub: 'ann', tenant: 'acme', roles: ['member'], scope: 'orders:read' })
export const ADMIN = tokenOf({ sub: 'root', roles: ['admin'] })

/** An answer of the target on the path so far. */
export function seenAs(as: string, status: number, url: string, method = 'GET'): Exchange {
  return { as, request: { method, url, headers: {} }, response: { status, headers: {}, body: '' } }
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const text = Buffer.concat(await request.toArray()).toString()
  return { path: request.url ?? '', headers: request.headers, text, json: () => JSON.parse(text) }
}

/** Runs the check as `member` through the real door against an engine on loopback; what was asked, and what was found. */
export async function askPolicy(setup: Setup) {
  const asked: Asked[] = []
  await using server = await startServer(async (request, response) => {
    const question = await readAsked(request)
    const { status = 200, json, text, hang } = setup.reply(question, asked.push(question) - 1)
    if (hang) return
    response.writeHead(status, { 'content-type': 'application/json' }).end(text ?? JSON.stringify(json))
  })
  const identities = {
    member: { role: 'member', bearer: { env: 'MEMBER' }, attributes: { user: 'ann' } },
    admin: { role: 'admin', bearer: { env: 'ADMIN' } },
    basic: { basic: { username: 'bob', password: { env: 'MEMBER' } } },
  }
  const targets = { shop: { urls: [server.url], identities, policy: setup.policy(server.url) } }
  const env = { MEMBER: setup.member ?? MEMBER, ADMIN, ...setup.env }
  const powers = testPowers({ env, targets, ...(setup.timeoutMs !== undefined && { timeoutMs: setup.timeoutMs }) })
  const runner = createCheckRunner({ ...powers, checks: new Map([['policy', policy]]) })
  const url = `${server.url}${setup.path ?? '/orders/7'}`
  const request = {
    method: setup.method ?? 'GET',
    url,
    headers: setup.headers ?? {},
    ...(setup.body !== undefined && { body: setup.body }),
  }
  const exchanges = setup.exchanges?.(url) ?? []
  const session = runner.openSession(incidentOf(url, { request, subject: 'member' }))
  const params = setup.against === undefined ? {} : { against: setup.against }
  const run = { check: 'policy', params, exchanges, denial: identify(exchanges), urgent: true }
  const result = await session.start(run).result
  await runner.close()
  if (result.finding.kind !== 'found') throw new Error(`${result.finding.failed}: ${result.finding.message}`)
  return { asked, found: result.finding.value as PolicyFinding, line: result.finding.line, shown: JSON.stringify(result) }
}
