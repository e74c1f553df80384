import type { FileConfig } from '../../config/config.ts'
import { lookUpTarget } from '../../config/find-target.ts'
import type { Exchange, FailureKind } from '../../exchange.ts'
import type { Credential, ProbeRequest, SubjectRequest } from '../check.ts'
import { type Headers, refuseHeaders, requestHeaders } from './request-headers.ts'
import { refuseSteering, withoutMethodHeaders } from './steering-headers.ts'

/** What will be sent first: everything is checked but the address. */
export type ProbePlan = {
  as: string
  method: string
  url: string
  target: string
  headers: Headers
  body: string | null
  follow: boolean
  vantage?: string
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])
const METHOD = /^[!#$%&'*+.^_`|~0-9A-Z-]{1,32}$/
const BODY_MAX_CHARS = 1024 * 1024

/** Whether a method changes nothing (RFC 9110, 9.2.1). */
export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method.toUpperCase())
}

/** What a session is about: the incident's request, whose target it is, and whether its unsafe method was approved. */
type PlanScope = {
  config: Pick<FileConfig, 'targets'>
  target: string
  request: SubjectRequest
  /** Who asks in an approved unsafe request: the incident's subject and nobody else. */
  subject: string
  approved: boolean
}

type Asked = { probe: ProbeRequest; as: string; credential: Credential | null; always: Headers }

/** A probe that may be sent, or why it must not be. */
type Planned = { plan: ProbePlan } | { method: string; url: string; failure: NonNullable<Exchange['failure']> }

type Sent = { method: string; url: string; as: string }

/** Whether two URLs ask for the very same, their query included. */
function isSameUrl(a: string, b: string): boolean {
  const plain = (url: string) => URL.parse(url)?.href.replace(/#.*$/s, '') ?? url
  return plain(a) === plain(b)
}

/** Whether credentials may be sent at all: on the session's own target, own ones at their own origin, never in clear where TLS was meant. */
function mayAuthenticate(scope: PlanScope, { as, url, target }: { as: string; url: string; target: string }): boolean {
  const asked = new URL(url)
  const incident = new URL(scope.request.url)
  if (target !== scope.target || (incident.protocol === 'https:' && asked.protocol === 'http:')) return false
  return as !== 'request' || asked.origin === incident.origin
}

function refuseMethod(scope: PlanScope, { method, url, as }: Sent, unsafeMethods: string): { kind: FailureKind; message: string } | null {
  if (!METHOD.test(method) || method === 'CONNECT') return { kind: 'refused', message: 'the method is none that a probe may send' }
  if (isSafeMethod(method)) return null
  if (unsafeMethods === 'never') return { kind: 'refused', message: `${method} is never sent to this target (unsafeMethods: never)` }
  const own = method === scope.request.method.toUpperCase() && isSameUrl(url, scope.request.url) && as === scope.subject
  if (scope.approved && own) return null
  return { kind: 'needs-approval', message: `${method} changes something and nobody has approved to send it` }
}

function bodyOf(probe: ProbeRequest, request: SubjectRequest, method: string): string | null {
  if (probe.body !== undefined) return probe.body
  return method === request.method.toUpperCase() ? (request.body ?? null) : null
}

/** Makes a probe of what a check asks for, or the reason why it must not be sent: unlisted, method, headers, body. */
export function planProbe(scope: PlanScope, { probe, as, credential, always }: Asked): Planned {
  const method = (probe.method ?? scope.request.method).toUpperCase()
  const url = probe.url ?? scope.request.url
  const refuse = (message: string, kind: FailureKind = 'refused') => ({ method, url, failure: { kind, message } })
  const found = lookUpTarget(scope.config, url)
  if (!found) return refuse('the URL is under no listed target')
  const stopped = refuseMethod(scope, { method, url, as }, found.target.unsafeMethods)
  if (stopped) return refuse(stopped.message, stopped.kind)
  const authenticates = mayAuthenticate(scope, { as, url, target: found.name })
  const isOwnMethod = method === scope.request.method.toUpperCase()
  const headers = requestHeaders({
    request: isOwnMethod ? scope.request.headers : withoutMethodHeaders(scope.request.headers),
    ownCredentials: as === 'request' && authenticates,
    identity: (authenticates && credential?.headers) || {},
    probe,
    always,
  })
  const isListed = (other: string) => lookUpTarget(scope.config, other)?.name === found.name
  const steering = { method, url, headers, own: scope.request, isSafe: isSafeMethod, isListed }
  const mistake = refuseHeaders(headers) ?? refuseSteering(steering)
  if (mistake) return refuse(mistake)
  const body = bodyOf(probe, scope.request, method)
  if ((body?.length ?? 0) > BODY_MAX_CHARS) return refuse('the body is longer than a mebibyte')
  const { vantage, follow = true } = probe
  return {
    plan: { as, method, url: new URL(url).href, target: found.name, headers, body, follow, ...(vantage !== undefined && { vantage }) },
  }
}
