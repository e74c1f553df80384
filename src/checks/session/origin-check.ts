import type { SubjectRequest } from '../check.ts'
import { fromAnotherSite, originOf } from './from-another-site.ts'
import type { SessionFinding } from './session-finding.ts'

/** What servers say that look where a request comes from: Django, Rails, SvelteKit, Astro, Go, gorilla/csrf, Next.js, Grafana, Phoenix. */
const REFUSED_FOR_ORIGIN =
  /origin checking failed|referer checking failed|cross-site (?:\w+ ){0,3}(?:form submissions|requests?) (?:are|is) forbidden|cross-origin (?:form submission|request)s? (?:detected|forbidden|blocked)|origin header.{0,200}(?:match|allowed)|forbidden - (?:origin|referer)|\borigin not allowed|invalid origin|does not match .{0,20}origin.{0,20} header|invalid server actions request|sec-fetch-site/i

type OriginFinding = Pick<SessionFinding, 'originRefused' | 'originSent' | 'originExpected' | 'originFault'>

/** Whether a refusal is for where the request says that it comes from. */
export function isRefusedForOrigin(text: string): boolean {
  return REFUSED_FOR_ORIGIN.test(text)
}

/** What is wrong with a request's origin: none sent, another one, or its own, which the server does not take for its own. */
function faultOf(sent: string | undefined, expected: string): NonNullable<OriginFinding['originFault']> {
  if (sent === undefined) return 'missing'
  if (sent === expected) return 'own-not-trusted'
  const from = URL.parse(sent)
  return from !== null && from.host === new URL(expected).host ? 'scheme' : 'foreign'
}

/** Where the request says that it comes from, and what the server holds against it. An origin is no secret. */
export function originFacts(request: SubjectRequest, text: string): OriginFinding {
  const originSent = originOf(request)
  const originExpected = new URL(request.url).origin
  const originRefused = isRefusedForOrigin(text)
  return {
    originRefused,
    originExpected,
    ...(originSent !== undefined && { originSent }),
    ...((originRefused || fromAnotherSite(request)) && { originFault: faultOf(originSent, originExpected) }),
  }
}
