import { isWhy403Error } from '../../errors.ts'
import { redactText } from '../../redaction/redact-text.ts'
import { CheckFailed } from '../check-failed.ts'
import { visibleText } from '../visible-text.ts'
import type { Unseen } from './unseen.ts'

const WHY_MAX = 300

/** A source that could not be asked, with the reason in one redacted line. @throws `error` itself where it is a fault of our own */
export function unseenFor(source: string, error: unknown): Unseen {
  if (error instanceof CheckFailed || isWhy403Error(error)) return { source, why: visibleText(redactText(error.message), WHY_MAX) }
  throw error
}
