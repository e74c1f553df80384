import { isWhy403Error } from '../errors.ts'
import { CheckFailed } from './check-failed.ts'

/** Whether an identity could not ask, or a source not be asked: told as what could not be seen, while anything else is a defect. */
export function isOutOfReach(error: unknown): error is Error {
  return error instanceof CheckFailed || isWhy403Error(error, 'secret.missing')
}
