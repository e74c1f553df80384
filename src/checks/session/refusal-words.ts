import type { Exchange } from '../../exchange.ts'
import { refusalTopics } from '../message/refusal-topics.ts'
import { visibleText } from '../visible-text.ts'
import { isRefusedForOrigin } from './origin-check.ts'
import type { SessionFinding } from './session-finding.ts'

const TEXT_MAX = 8_000
const SESSION_ENDED =
  /(?:session|cookie).{0,40}(?:expired|ended|invalid|timed? ?out|not found|no longer|revoked|stale|terminated)|(?:expired|invalid|stale|unknown|ended).{0,20}(?:session|cookie)|signed out|logged out/i
const TELLING_HEADERS = ['x-csrf-token', 'x-error', 'x-error-message', 'x-deny-reason', 'www-authenticate']
/** Laravel's own status for a form that is too old; nobody else's. */
const PAGE_EXPIRED = 419

type CsrfReason = NonNullable<SessionFinding['csrfReason']>

/** What is missing or wrong, as frameworks put it; the first that fits. */
const REASONS: readonly (readonly [CsrfReason, RegExp])[] = [
  [
    'cookie-missing',
    /csrf cookie (?:not set|is missing|missing)|requires a csrf cookie|missing (?:or incorrect )?csrf cookie|csrf session token is missing/i,
  ],
  [
    'token-missing',
    /(?:csrf|xsrf|anti-?forgery|authenticity)[\w -]{0,24}(?:token|cookie|header|argument)?[\w '"-]{0,24}(?:missing|not found|required|not present|was not provided)|missing (?:csrf|xsrf)|no (?:csrf|xsrf|valid crumb)|token from post missing|'_xsrf' argument missing/i,
  ],
  [
    'token-wrong',
    /(?:csrf|xsrf|anti-?forgery|authenticity|crumb)[\s\S]{0,60}(?:incorrect|invalid|mismatch|wrong|expired|match|could not)|(?:invalid|incorrect|bad|expired) (?:csrf|xsrf|authenticity)|could not verify the provided csrf|page expired/i,
  ],
]

/** The words of a refusal: its visible text, the headers that explain it, and `csrf` where a header asks for a token. */
export function refusalText(exchange: Exchange | undefined): string {
  const { headers = {}, body = '', status } = exchange?.response ?? {}
  const asksForToken = /required|fetch|missing|invalid/i.test(headers['x-csrf-token']?.[0] ?? '') || status === PAGE_EXPIRED
  return `${visibleText(body, TEXT_MAX)} ${TELLING_HEADERS.flatMap((name) => headers[name] ?? []).join(' ')} ${asksForToken ? 'csrf' : ''}`
}

function reasonOf(text: string): CsrfReason {
  if (isRefusedForOrigin(text)) return 'origin'
  return REASONS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unsaid'
}

/** What a refusal says of itself: that a CSRF token is missing or wrong (and which), or else that the session has ended. */
export function refusalWords(refusal: Exchange | undefined): Pick<SessionFinding, 'csrfRefused' | 'csrfReason' | 'sessionNamed'> {
  const text = refusalText(refusal)
  const csrfRefused = refusalTopics(text).includes('csrf') || isRefusedForOrigin(text)
  return { csrfRefused, ...(csrfRefused && { csrfReason: reasonOf(text) }), sessionNamed: SESSION_ENDED.test(text) && !csrfRefused }
}
