import type { ReadCaller } from './practice-caller.ts'
import type { PracticeIssuer } from './practice-issuer.ts'
import type { PracticeSessions } from './practice-sessions.ts'

/** Where the practice target is mounted. */
export const TARGET_PATH = '/practice/target'

/** What every family of refusals is given. `root` is the target's own URL, without a slash at its end. */
export type TargetPowers = {
  root: string
  now(): Date
  newId(): string
  issuer: PracticeIssuer
  sessions: PracticeSessions
  readCaller: ReadCaller
}
