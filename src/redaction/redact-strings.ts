import { redactText } from './redact-text.ts'

/** A JSON value with every text in it redacted, keys as they are: for values whose field names are our own. */
export function redactStrings(value: unknown, known: readonly string[] = []): unknown {
  if (typeof value === 'string') return redactText(value, known)
  if (Array.isArray(value)) return value.map((item) => redactStrings(item, known))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactStrings(item, known)]))
}
