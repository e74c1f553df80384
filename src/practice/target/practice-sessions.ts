import type { PracticeClaims } from './practice-issuer.ts'

/** Name of the cookie that carries a browser session of the practice application. */
export const SESSION_COOKIE = 'practice_session'

/** A session ends this long after sign-in. */
const SESSION_MAX_AGE_MS = 8 * 3600 * 1000

/** A person's browser session. `csrf` is what a form must send back with it. */
export type PracticeSession = { claims: PracticeClaims; signedInAt: Date; csrf: string }

/** Browser sessions by cookie value, in memory. */
export type PracticeSessions = {
  /** Signs in and returns the cookie's value. `ageMs` lets the session begin in the past. */
  start(claims: PracticeClaims, ageMs?: number): string
  find(id: string): { session: PracticeSession } | { fault: 'unknown' | 'stale' }
}

/** The sessions of a practice target that has just started. */
export function createPracticeSessions({ now, newId }: { now(): Date; newId(): string }): PracticeSessions {
  const sessions = new Map<string, PracticeSession>()
  return {
    start(claims, ageMs = 0) {
      const id = newId()
      sessions.set(id, { claims, signedInAt: new Date(now().getTime() - ageMs), csrf: newId().replaceAll('-', '') })
      return id
    },
    find(id) {
      const session = sessions.get(id)
      if (!session) return { fault: 'unknown' }
      return now().getTime() - session.signedInAt.getTime() > SESSION_MAX_AGE_MS ? { fault: 'stale' } : { session }
    },
  }
}
