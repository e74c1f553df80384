import type { Denial } from '../denial.ts'
import type { Example, Signature } from '../signature.ts'

/** A signature with the file that it stands in, from the root of the checkout. */
export type Entry = { file: string; signature: Signature }

/** One example as the given signatures read it: which of them it satisfies, which one answers, and what the answer is. */
export type Reading = Entry & {
  example: Example
  /** Counts from 1. */
  number: number
  matches: readonly Signature[]
  refuser: Signature | undefined
  denial: Denial
}

/** What rules look at; `readings` holds every example of every signature, in order. */
export type LintContext = { entries: readonly Entry[]; readings: readonly Reading[] }

/** What a rule says about one signature. Reads as "Unexpected `found`, expected `expected`. `hint`". */
export type RuleProblem = { file: string; signature: string; found: string; expected: string; hint?: string }

/** A finished problem: where, under which rule, what. */
export type SignatureProblem = RuleProblem & { rule: string }

/** Families by name that a rule speaks about, and what it finds in them. They run as tests. */
type RuleExample = {
  name: string
  families: Readonly<Record<string, readonly Signature[]>>
  problems: readonly { signature: string; found: string }[]
}

/** One rule of lint over signatures. */
export type SignatureRule = {
  summary: string
  check(context: LintContext): RuleProblem[]
  examples: readonly RuleExample[]
}

/** The place of a problem of one signature. */
export function at({ file, signature }: Entry): { file: string; signature: string } {
  return { file, signature: signature.id }
}

/** A signature that says whom it means, not one that only knows how refusals are worded. */
export function namesProduct({ product }: Signature): boolean {
  return product !== 'unknown'
}
