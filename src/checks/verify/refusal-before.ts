import type { Exchange } from '../../exchange.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import type { CheckContext } from '../check.ts'
import { compareRoles } from '../compare/compare-roles.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { lastRefusal, readOutcome } from '../read-outcome.ts'
import { isStopped } from '../steadiness/is-stopped.ts'

/** More are no better proof, and each costs a probe. */
const KEPT_OUT_MAX = 3

/** The refusal that should be gone: as this identity, with the incident's own method where that was sent. Undefined when there was none. */
export function refusalBefore({ exchanges, request }: CheckContext, as: string): Exchange | undefined {
  const own = exchanges.filter((exchange) => exchange.as === undefined || exchange.as === as)
  const sent = own.filter((exchange) => exchange.request.method === request.method.toUpperCase())
  return lastRefusal(sent) ?? sent.findLast(isStopped) ?? lastRefusal(own) ?? own.findLast(isStopped)
}

/**
 * Who must stay refused: whoever was refused the same resource and has no credentials; and where somebody passed, so that
 * it was a matter of who asks, whoever was refused with another role that is not a higher one. Nobody whom the fix may be for.
 */
export function mustStayOut({ exchanges, request, target, identity }: CheckContext, as: string): string[] {
  const { role } = identity(as)
  const method = isSafeMethod(request.method) ? request.method.toUpperCase() : 'GET'
  const url = redactUrl(request.url)
  const same = exchanges.filter((exchange) => exchange.request.method === method && redactUrl(exchange.request.url) === url)
  const kindsOf = (name: string) =>
    same.filter((exchange) => exchange.as === name && exchange.response).map((exchange) => readOutcome(exchange).kind)
  const isRefused = (name: string) => kindsOf(name).includes('refused') && !kindsOf(name).includes('passed')
  const isAboutWho = same.some((exchange) => readOutcome(exchange).kind === 'passed')
  const others = target.identities.filter(({ name }) => name !== as && isRefused(name))
  const strangers = others.filter(({ kind }) => kind === 'none')
  const neighbours = others.filter((one) => one.kind !== 'none' && ['lower', 'unknown'].includes(compareRoles(role, one.role)))
  return [...strangers, ...(isAboutWho ? neighbours : [])].slice(0, KEPT_OUT_MAX).map(({ name }) => name)
}
