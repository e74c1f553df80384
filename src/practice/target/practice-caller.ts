import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { BATCH_API_KEY } from './practice-identities.ts'
import type { PracticeClaims, PracticeIssuer, TokenFault } from './practice-issuer.ts'
import { PRACTICE_PEOPLE } from './practice-people.ts'
import { type PracticeSession, type PracticeSessions, SESSION_COOKIE } from './practice-sessions.ts'

/** Who sent a request, as far as the credentials on it prove. */
export type Caller =
  | { kind: 'anonymous' }
  | { kind: 'known'; claims: PracticeClaims; session?: PracticeSession }
  | { kind: 'bad-token'; fault: TokenFault }
  | { kind: 'bad-session'; fault: 'unknown' | 'stale' }

/** Reads the credentials of a request: bearer token first, then API key, then session cookie. */
export type ReadCaller = (context: Context) => Promise<Caller>

/** Reads callers by the tokens of `issuer` and the cookies of `sessions`. */
export function createReadCaller({ issuer, sessions }: { issuer: PracticeIssuer; sessions: PracticeSessions }): ReadCaller {
  return async (context) => {
    const token = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
    if (token) {
      const verified = await issuer.verify(token)
      return 'claims' in verified ? { kind: 'known', claims: verified.claims } : { kind: 'bad-token', fault: verified.fault }
    }
    if (context.req.header('x-api-key') === BATCH_API_KEY) return { kind: 'known', claims: PRACTICE_PEOPLE.exporter }
    const cookie = getCookie(context, SESSION_COOKIE)
    if (!cookie) return { kind: 'anonymous' }
    const found = sessions.find(cookie)
    return 'session' in found
      ? { kind: 'known', claims: found.session.claims, session: found.session }
      : { kind: 'bad-session', fault: found.fault }
  }
}
