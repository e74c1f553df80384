import type { Signature } from '../signature.ts'
import { exampleSignature } from './example-signature.ts'
import { at, type Entry, namesProduct, type Reading, type SignatureRule } from './signature-rule.ts'

/**
 * A signature may be more general than another product's, and is less sure then. One that sees itself in another
 * product's answer and is as sure would be told from it by chance alone.
 */
export const firesOnOthers: SignatureRule = {
  summary: "a signature that is as sure as another product's own on that product's example",
  check: ({ entries, readings }) => {
    const entryOf = new Map(entries.map((entry) => [entry.signature, entry]))
    return readings.flatMap((reading) =>
      intruders(reading).flatMap((intruder) => {
        const entry = entryOf.get(intruder)
        return entry ? [problemOf(entry, reading)] : []
      }),
    )
  },
  examples: [
    {
      name: 'as sure as the one whose example it is',
      families: {
        wall: [
          exampleSignature({ id: 'wall/page', product: 'wall', all: [{ body: 'closed' }], examples: [{ status: 403, body: 'closed' }] }),
        ],
        gate: [exampleSignature()],
      },
      problems: [{ signature: 'wall/page', found: 'a match on example 1 of gate/page (gate)' }],
    },
    {
      name: 'less sure',
      families: {
        wall: [
          exampleSignature({
            id: 'wall/page',
            product: 'wall',
            confidence: 0.8,
            all: [{ body: 'closed' }],
            examples: [{ status: 403, body: 'closed' }],
          }),
        ],
        gate: [exampleSignature()],
      },
      problems: [],
    },
  ],
}

function intruders({ signature, matches }: Reading): Signature[] {
  if (!namesProduct(signature)) return []
  return matches.filter((other) => namesProduct(other) && other.product !== signature.product && other.confidence >= signature.confidence)
}

function problemOf(entry: Entry, { signature, number }: Reading) {
  return {
    ...at(entry),
    found: `a match on example ${number} of ${signature.id} (${signature.product})`,
    expected: `no match, or less confidence than its ${signature.confidence}`,
    hint: 'Add what tells them apart to `all` or `none`, or lower the confidence.',
  }
}
