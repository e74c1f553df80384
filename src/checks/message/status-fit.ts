import type { Cause, Denial } from '../../denial/denial.ts'
import type { Topic } from './message-finding.ts'

/** Below this the cause is a guess, and no status is called wrong for a guess. */
const SURE = 0.6

/** Refusals of somebody whose credentials are good (RFC 9110, 15.5.4). */
const NOT_ENOUGH: ReadonlySet<Cause> = new Set([
  'insufficient-permissions',
  'role-misassignment',
  'api-scope',
  'tenancy',
  'feature-gate',
  'ip-or-geo-restriction',
  'waf-rule',
  'resource-rule',
])

/** A refusal to be judged by its status. `sends` whether the subject sent credentials, `program` whether a program asked. */
export type Judged = { status: number; denial: Denial; topics: readonly Topic[]; sends: boolean; program: boolean }

type Due = { due: number; why: string }

/** The cause of a denial where it is more than a guess. */
export function sureCause({ causes }: Denial): Cause | undefined {
  const [first] = causes
  return first && first.confidence >= SURE ? first.cause : undefined
}

function isLimit({ denial }: Judged): boolean {
  return denial.verdict === 'rate-limited' || sureCause(denial) === 'rate-limit'
}

/** Whether who asks is unknown, rather than known and not allowed. */
function isUnknownCaller({ denial, topics, sends }: Judged): boolean {
  if (denial.verdict === 'not-authenticated' || sureCause(denial) === 'invalid-token') return true
  return !sends && topics.includes('login') && sureCause(denial) === undefined
}

function dueOf(judged: Judged): Due | undefined {
  const { status, denial, program } = judged
  const cause = sureCause(denial)
  if (isLimit(judged)) return { due: 429, why: 'a limiter refused: 429 with Retry-After tells a client to slow down' }
  if (denial.verdict === 'redirected-to-login')
    return program ? { due: 401, why: 'a program cannot sign in on a page: 401 tells it that credentials are missing' } : undefined
  if (status < 300) return { due: 403, why: 'it says success, and caches, clients and alarms believe it' }
  if (status === 403 && isUnknownCaller(judged))
    return { due: 401, why: 'the credentials are missing or bad; 403 is for good ones that are not enough' }
  if (status === 401 && cause !== undefined && NOT_ENOUGH.has(cause))
    return { due: 403, why: 'the credentials are good and not enough; 401 sends people to sign in again for nothing' }
  if (status === 419) return { due: 403, why: '419 is no registered status' }
  if ((status === 400 || status >= 500) && denial.verdict === 'denied')
    return { due: 403, why: status === 400 ? 'the request is well formed and refused' : 'it looks like an outage and is a refusal' }
  return undefined
}

/** Whether a refusal's status says what happened, and which one was due. */
export function statusFit(judged: Judged): { statusFits: boolean; betterStatus: number; statusWhy?: string } {
  const { status } = judged
  const due = dueOf(judged)
  if (!due || due.due === status) return { statusFits: true, betterStatus: status >= 400 ? status : 403 }
  return { statusFits: false, betterStatus: due.due, statusWhy: `${status} in place of ${due.due}: ${due.why}.` }
}
