import type { Exchange } from '../../exchange.ts'
import { refusalTopics } from '../message/refusal-topics.ts'
import { visibleText } from '../visible-text.ts'

const TEXT_MAX = 8_000
const SESSION_ENDED =
  /(?:session|cookie).{0,40}(?:expired|ended|invalid|timed? ?out|not found|no longer|revoked|stale|terminated)|(?:expired|invalid|stale|unknown|ended).{0,20}(?:session|cookie)|signed out|logged out/i

function textOf(exchange: Exchange | undefined): string {
  const { headers = {}, body = '' } = exchange?.response ?? {}
  const reason = [
    headers['x-csrf-token'],
    headers['x-error'],
    headers['x-error-message'],
    headers['x-deny-reason'],
    headers['www-authenticate'],
  ]
  const asksForToken = /required|fetch|missing|invalid/i.test(headers['x-csrf-token']?.[0] ?? '') ? 'csrf' : ''
  return `${visibleText(body, TEXT_MAX)} ${reason.flat().join(' ')} ${asksForToken}`
}

/** What a refusal says of itself: that a CSRF token is missing or wrong, or else that the session has ended. */
export function refusalWords(refusal: Exchange | undefined): { csrfRefused: boolean; sessionNamed: boolean } {
  const text = textOf(refusal)
  const csrfRefused = refusalTopics(text).includes('csrf')
  return { csrfRefused, sessionNamed: SESSION_ENDED.test(text) && !csrfRefused }
}
