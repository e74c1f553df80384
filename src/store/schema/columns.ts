import { customType } from 'drizzle-orm/pg-core'

/**
 * The string as Postgres can keep it: neither `text` nor `jsonb` takes U+0000, nor half a surrogate pair, and both
 * come in what a hostile target answers. https://www.postgresql.org/docs/current/datatype-json.html
 */
export function storableText(value: string): string {
  return value.replaceAll('\0', '\uFFFD').toWellFormed()
}

/** A value as JSON text that Postgres can keep; `undefined` fields fall away, object keys are mended too. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'string') return storableText(part)
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part
    const entries = Object.entries(part)
    return entries.every(([key]) => storableText(key) === key)
      ? part
      : Object.fromEntries(entries.map(([key, v]) => [storableText(key), v]))
  })
}

/** `text` that takes any string. */
export const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: storableText,
})

/** `jsonb` that takes any JSON value; parse what comes out with the value's schema. */
export const json = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: storableJson,
})
