import { parseCutJson } from '../answer/flatten-json.ts'

/** A JSON object as it was parsed; its members are looked up with `memberAt`, never by index. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** The JSON object in a line and whether it was cut off at its end; nothing when the line is none. */
export function parseRecord(text: string): { record?: JsonRecord; isCut?: boolean } {
  if (!text.startsWith('{')) return {}
  const whole = parseJson(text)
  const value = whole ?? parseCutJson(text)
  return isRecord(value) ? { record: value, isCut: whole === undefined } : {}
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is JsonRecord {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** The member at a dotted path; a member whose own name is the rest of the path, dots and all, comes first. */
export function memberAt(record: unknown, path: string): unknown {
  if (!isRecord(record)) return undefined
  if (Object.hasOwn(record, path)) return record[path]
  const dot = path.indexOf('.')
  if (dot < 0) return undefined
  const head = path.slice(0, dot)
  return Object.hasOwn(record, head) ? memberAt(record[head], path.slice(dot + 1)) : undefined
}

/** The first of the paths that holds text or a number, as text; empty text and `-` count as nothing. */
export function textAt(record: unknown, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = memberAt(record, path)
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
    if (text !== '' && text !== '-') return text
  }
  return undefined
}

/** The first of the paths that holds a whole number, written as a number or as digits. */
export function numberAt(record: unknown, ...paths: readonly string[]): number | undefined {
  for (const path of paths) {
    const text = textAt(record, path)
    if (text !== undefined && /^\d{1,15}$/.test(text)) return Number(text)
  }
  return undefined
}

/** The list at a path; empty when there is none. */
export function listAt(record: unknown, path: string): readonly unknown[] {
  const value = memberAt(record, path)
  return Array.isArray(value) ? value : []
}
