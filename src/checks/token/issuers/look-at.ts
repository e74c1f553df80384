import { isWhy403Error } from '../../../errors.ts'
import { CheckFailed } from '../../check-failed.ts'
import type { Unseen } from '../../sources/unseen.ts'
import { withinLimit } from '../../sources/within-limit.ts'

/** A source that answers later than this is left out: people wait for the rest. */
const LOOK_MAX_MS = 3000

/** What a source said, or that it could not be seen and why. */
export type Look<T> = { value: T; unseen?: undefined } | { value?: undefined; unseen: Unseen }

/** Waits for what a source says, at most three seconds. Only failures that were foreseen are told; others are thrown. */
export async function lookAt<T>(source: string, work: Promise<T>, limitMs = LOOK_MAX_MS): Promise<Look<T>> {
  try {
    return { value: await withinLimit(work, { limitMs, late: `no answer came within ${limitMs / 1000} s` }) }
  } catch (error) {
    if (!(error instanceof CheckFailed) && !isWhy403Error(error)) throw error
    return { unseen: { source, why: error.message.replace(/\.$/, '') } }
  }
}
