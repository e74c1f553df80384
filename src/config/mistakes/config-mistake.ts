import type { ConfigProblem } from './config-problem.ts'

/** A mistake at a path of why403.yaml; whoever knows the file says line and column. */
export type ConfigMistake = Omit<ConfigProblem, 'at'> & { path: readonly PropertyKey[] }

type Fields = Readonly<Record<string, unknown>>

/** The fields of a map; none of what is something else, whose schema tells that. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

/** A mistake with its path as the key that people read. */
export function mistakeAt(path: readonly PropertyKey[], found: string, expected: string): ConfigMistake {
  return { path, key: path.map(String).join('.'), found, expected }
}
