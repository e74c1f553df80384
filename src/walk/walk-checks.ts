import type { Check } from '../checks/check.ts'

/** What the walk must know of each check, by name; the registry of checks satisfies it. */
export type WalkChecks = ReadonlyMap<string, Pick<Check, 'reads' | 'prefetch'>>
