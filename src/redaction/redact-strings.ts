import { redactShortened } from './redact-shortened.ts'
import { redactText } from './redact-text.ts'

/** A field name of our own making: a word, shorter than any secret that a machine made. */
const OWN_NAME = /^[a-z][A-Za-z0-9]{0,27}$/

/** A JSON value with every text in it redacted; keys that look like our own field names stay as they are. */
export function redactStrings(value: unknown, known: readonly string[] = []): unknown {
  if (typeof value === 'string') return redactShortened(value, known)
  if (Array.isArray(value)) return value.map((item) => redactStrings(item, known))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [
    OWN_NAME.test(key) ? key : redactText(key, known),
    redactStrings(item, known),
  ])
  return Object.fromEntries(entries)
}
