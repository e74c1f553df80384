import type { Denial } from '../../denial/denial.ts'
import { BY_CAUSE, BY_TOPIC, type GoodRefusal, NOT_FOR_YOU, WHO_ARE_YOU } from './good-refusals.ts'
import type { MessageFinding, Topic } from './message-finding.ts'
import { sureCause } from './status-fit.ts'

/** What stands where the service puts the id of the request. */
const REQUEST_ID = '{request-id}'
/** RFC 6750, 3: characters that a scope may have. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,60}$/

type Better = Pick<MessageFinding, 'better' | 'betterStatus' | 'betterHeaders' | 'betterBody'>

/** What is known of a refusal, without its words: they may leak. */
export type Known = {
  topics: readonly Topic[]
  denial: Denial
  status: number
  owner: string
  host: string
  allow?: string | undefined
  retryAfter?: string | undefined
}

function refusalFor({ topics, denial, status }: Known): GoodRefusal {
  const cause = sureCause(denial)
  const byTopic = BY_TOPIC.find(([topic]) => topics.includes(topic))?.[1]
  const byCause = cause === undefined ? undefined : BY_CAUSE[cause]
  // Of one cause the words may tell a finer kind: a form that is too old, a region rather than a network.
  const isFiner = cause === 'session-state' || cause === 'ip-or-geo-restriction' || cause === 'feature-gate'
  const found = (isFiner ? byTopic : undefined) ?? byCause ?? byTopic
  return found ?? (status === 401 ? WHO_ARE_YOU : NOT_FOR_YOU)
}

function challengeOf({ denial, host }: Known): string {
  const error = sureCause(denial) === 'invalid-token' ? ', error="invalid_token"' : ''
  return `WWW-Authenticate: Bearer realm="${host}"${error}`
}

function headersOf(known: Known): string[] {
  const { status, denial, host, allow, retryAfter } = known
  const isScope = status === 403 && sureCause(denial) === 'api-scope' && SCOPE.test(denial.rule ?? '')
  return [
    'Content-Type: application/problem+json',
    'Cache-Control: no-store',
    ...(status === 401 ? [challengeOf(known)] : []),
    ...(isScope ? [`WWW-Authenticate: Bearer realm="${host}", error="insufficient_scope", scope="${denial.rule}"`] : []),
    ...(status === 429 ? [`Retry-After: ${retryAfter ?? '{seconds}'}`] : []),
    ...(status === 405 && allow !== undefined ? [`Allow: ${allow}`] : []),
  ]
}

/**
 * A refusal as it should be: status, header lines, a problem document (RFC 9457) for programs, and a sentence for people. Made
 * from the cause and the reference id alone, so that nothing of what was shown before can slip through.
 */
export function betterAnswer(known: Known): Better {
  const { denial, owner, status, host } = known
  const { slug, title, detail } = refusalFor(known)
  const reference = denial.references[0]?.value
  const isAccess = status === 403
  const whom = owner || 'the owner of this service'
  const wish = isAccess ? `To get access, ask ${whom}` : `If that does not help, ask ${whom}`
  const problem = {
    type: `https://${host}/problems/${slug}`,
    title,
    status,
    detail,
    instance: `/refusals/${reference ?? REQUEST_ID}`,
    code: slug.replaceAll('-', '_'),
    help: `https://${host}/help/access`,
  }
  return {
    better: `${detail} ${wish}${reference === undefined ? '' : ` and quote reference ${reference}`}.`,
    betterStatus: status,
    betterHeaders: headersOf(known),
    betterBody: JSON.stringify(problem, null, 2),
  }
}
