import { fileOfFamily } from '../family-file.ts'
import type { Signature } from '../signature.ts'
import { readExamples } from './read-examples.ts'
import type { Entry, LintContext, SignatureProblem, SignatureRule } from './signature-rule.ts'
import { SIGNATURE_RULES } from './signature-rules.ts'

/**
 * What is wrong with signatures, in the order of families and rules: mistakes of form, patterns that can be made slow,
 * examples that are read as something else, and signatures that stand in one another's way. Pure.
 */
export function lintSignatures(families: Readonly<Record<string, readonly Signature[]>>): SignatureProblem[] {
  const entries = Object.entries(families).flatMap(([family, signatures]) =>
    signatures.map((signature): Entry => ({ file: fileOfFamily(family), signature })),
  )
  const context: LintContext = { entries, readings: readExamples(entries) }
  const order = new Map(entries.map(({ file }, index) => [file, index]))
  return Object.entries<SignatureRule>(SIGNATURE_RULES)
    .flatMap(([rule, { check }]) => check(context).map((problem) => ({ ...problem, rule })))
    .sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0))
}
