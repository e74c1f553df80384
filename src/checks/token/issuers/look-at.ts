import { setTimeout as wait } from 'node:timers/promises'
import { isWhy403Error } from '../../../errors.ts'
import { CheckFailed } from '../../check-failed.ts'
import type { Unseen } from '../../sources/unseen.ts'

/** A source that answers later than this is left out: people wait for the rest. */
export const LOOK_MAX_MS = 3000

/** What a source said, or that it could not be seen and why. */
export type Look<T> = { value: T; unseen?: undefined } | { value?: undefined; unseen: Unseen }

async function untilLate<T>(work: Promise<T>, limitMs: number): Promise<T> {
  const done = new AbortController()
  const late = wait(limitMs, undefined, { signal: done.signal }).then(() => {
    throw new CheckFailed('timeout', `no answer came within ${limitMs / 1000} s`)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    done.abort()
    late.catch(() => {})
  }
}

/** Waits for what a source says, at most three seconds. Only failures that were foreseen are told; others are thrown. */
export async function lookAt<T>(source: string, work: Promise<T>, limitMs = LOOK_MAX_MS): Promise<Look<T>> {
  try {
    return { value: await untilLate(work, limitMs) }
  } catch (error) {
    if (!(error instanceof CheckFailed) && !isWhy403Error(error)) throw error
    return { unseen: { source, why: error.message.replace(/\.$/, '') } }
  }
}
