import { REDACTED } from './redacted.ts'

/** Words that stand where a secret could stand and tell why a request was refused: `x-csrf-token: Required`. */
const WORDS =
  /^(?:true|false|null|none|nil|undefined|unknown|missing|required|require|fetch|invalid|expired|revoked|denied|forbidden|unauthorized|incorrect|wrong|rejected|absent|empty|present|valid|ok|yes|no|not|is|was|has|must|the|a|an|and|or|bearer|basic|jwt|opaque|insufficient_scope|invalid_token|invalid_request|access_denied|deleted|\d{1,3})$/i

/** Whether `value` is a plain word about a secret, an empty text or the marker, and so may stay. */
export function isHarmless(value: string): boolean {
  const plain = value.trim()
  return plain === '' || plain.replace(/[\].,;]+$/, '') === REDACTED.slice(0, -1) || WORDS.test(plain)
}

/** Whether a word in free text looks like made by a machine: eight characters or more with digits, inner capitals or padding. */
export function looksMachineMade(value: string): boolean {
  if (value.length < 8) return false
  return /\d/.test(value) || /[a-z][A-Z]/.test(value) || value.endsWith('=') || value.length >= 32
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a query value looks like a token whatever its name: 32 characters or more of letters and digits, no UUID. */
export function looksLikeToken(value: string): boolean {
  return value.length >= 32 && /^[\w+/=.~%-]+$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value) && !UUID.test(value)
}
