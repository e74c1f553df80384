import { redactHeaderValue } from './redact-header-value.ts'
import { redactText } from './redact-text.ts'
import { isSensitiveName } from './sensitive-name.ts'

const DEPTH_MAX = 8

function redactError(error: Error, depth: number, known: readonly string[]): object {
  const own = Object.fromEntries(Object.entries(error).map(([key, value]) => [key, redactValue([key, value], depth + 1, known)]))
  const cause = error.cause === undefined ? {} : { cause: redactValue(['cause', error.cause], depth + 1, known) }
  const { name, message, stack = '' } = error
  return { ...own, ...cause, name, message: redactText(message, known), stack: redactText(stack, known) }
}

function redactValue([key, value]: readonly [string, unknown], depth: number, known: readonly string[]): unknown {
  if (typeof value === 'string') return isSensitiveName(key) ? redactHeaderValue(key, value) : redactText(value, known)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth > DEPTH_MAX) return '[too deep]'
  if (value instanceof Error) return redactError(value, depth, known)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.map((item) => redactValue([key, item], depth + 1, known))
  if (value instanceof Map || value instanceof Set) return redactValue([key, [...value]], depth, known)
  return redactEntries(value, depth, known)
}

function redactEntries(facts: object, depth: number, known: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [redactText(key, known), redactValue([key, value], depth + 1, known)]),
  )
}

/** A copy of `facts` without secrets, at most eight levels deep (so a cycle ends): for logs and findings. Errors become plain objects. */
export function redactFacts(facts: object, known: readonly string[] = []): object {
  const safe = redactValue(['', facts], 0, known)
  return typeof safe === 'object' && safe !== null ? safe : {}
}
