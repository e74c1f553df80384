import type { CheckContext, ProbeRequest } from '../check.ts'
import { readOutcome } from '../read-outcome.ts'
import { SAFE_GET } from '../with-path.ts'
import { cookieHeader, newCookies } from './cookie-jar.ts'
import type { SessionFinding, SessionInput } from './session-finding.ts'

type Fresh = Pick<SessionFinding, 'fresh' | 'freshLoginRedirect' | 'freshSessionPasses'>

/** What a fresh session is answered, and the request that carried it. */
type FreshTry = { finding: Fresh; request: ProbeRequest }

/** The safe request with a fresh session: `freshAs`, or without the session's cookies, then with those that the target sets itself. */
export async function tryFreshSession({ probe, identity }: CheckContext, { as, freshAs }: SessionInput): Promise<FreshTry> {
  const fresh = freshAs !== undefined && freshAs !== 'unknown' ? identity(freshAs).name : undefined
  const cleared: ProbeRequest = { ...SAFE_GET, as, without: [...SAFE_GET.without, 'cookie'] }
  const begin: ProbeRequest = fresh === undefined ? cleared : { ...SAFE_GET, as: fresh }
  const first = await probe(begin)
  const set = newCookies(first)
  const again = fresh === undefined && readOutcome(first).kind === 'refused' && Object.keys(set).length > 0
  const request = again ? { ...SAFE_GET, as, headers: { cookie: cookieHeader(set) } } : begin
  const last = again ? await probe(request) : first
  const finding = {
    fresh: last.response?.status,
    freshLoginRedirect: [first, last].some((one) => ['redirected-to-login', 'not-authenticated'].includes(readOutcome(one).verdict ?? '')),
    freshSessionPasses: readOutcome(last).kind === 'passed',
  }
  return { finding, request }
}
