import { type ConfigMistake, fieldsOf } from './config-mistake.ts'

const KEYS_SHOWN = 5
const KEY_SHOWN = 60

/** A map that has several kinds where a union takes one; null when it has one or none. `kinds` are the keys that tell the kinds apart. */
export function clashOfKinds(value: unknown, kinds: readonly string[]): Pick<ConfigMistake, 'found' | 'expected'> | null {
  const present = kinds.filter((kind) => Object.hasOwn(fieldsOf(value), kind))
  if (present.length < 2) return null
  return { found: `a map with ${present.join(' and ')}`, expected: `exactly one of ${kinds.join(', ')}` }
}

/** The keys of a map for a message; undefined for what is no map. */
export function shownKeys(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const keys = Object.keys(value)
  const shown = keys.slice(0, KEYS_SHOWN).map((key) => key.slice(0, KEY_SHOWN))
  if (keys.length === 0) return 'an empty map'
  return `a map with ${shown.join(', ')}${keys.length > KEYS_SHOWN ? ', …' : ''}`
}
