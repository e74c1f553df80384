import { createHash } from 'node:crypto'
import type { Exchange } from '../exchange.ts'
import { probeMark } from './sent-probes.ts'

/**
 * What makes two runs of a check the same within an incident: the check, its rendered parameters, the round, and for
 * a check that reads the path the `digest` of what it reads. The order in which parameters are written is no matter.
 */
export function checkKey(input: { check: string; params: Record<string, unknown>; round: number; digest?: string }): string {
  const { check, params, round, digest } = input
  return `${check}:${hash(JSON.stringify([sortKeys(params), round, digest ?? null]))}`
}

/** A digest of exchanges in their order; the same in memory and read back from the log. */
export function digestOf(exchanges: readonly Exchange[]): string {
  return hash(JSON.stringify(exchanges.map(probeMark)))
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sortKeys(inner)]),
  )
}
