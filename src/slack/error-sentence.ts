import { z } from 'zod'
import { type ErrorCode, isWhy403Error } from '../errors.ts'
import { asStoreError } from '../store/store-error.ts'

/** What each foreseen failure tells a person in Slack; where it is silent, the failure's own sentence is the best there is. */
const SENTENCES: Partial<Readonly<Record<ErrorCode, string>>> = {
  'rule.unknown': 'That rule is no longer there.',
  'store.unavailable': 'why403 cannot reach its database just now. Nothing was lost; please try again in a minute.',
  'store.locked': 'why403 cannot open its database just now. Please try again in a minute.',
  'secret.expired': 'The credentials that were pasted with this request have expired. Open the incident again to send them anew.',
  'slack.unavailable': 'Slack is slow to answer why403 just now. What you did is kept.',
}

const UNFORESEEN = 'Something went wrong inside why403. What you sent is kept and tried again; the log says more.'

/** One sentence for a person about any failure; never holds a secret, since messages of `Why403Error` hold none. */
export function errorSentence(thrown: unknown): string {
  const error = asStoreError(thrown)
  if (!isWhy403Error(error)) return UNFORESEEN
  const { by, label } = error.facts
  if (error.code === 'incident.stale' && by)
    return `${by} was first${label ? ` ("${label}")` : ''}: that question is closed. The card is up to date now.`
  if (error.code === 'incident.stale') return 'Somebody was first: that question is closed. The card is up to date now.'
  if (error.code === 'incident.closed') return `${error.message}${/[.!]$/.test(error.message) ? '' : '.'} The card is up to date now.`
  if (error.code === 'incident.unknown') return `${error.message} \`/why403 list\` shows what is open.`
  return SENTENCES[error.code] ?? error.message
}

/** Whether trying the very same again may work, so that the delivery is kept for later. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof z.ZodError) return false
  return !isWhy403Error(error) || error.retryable
}
