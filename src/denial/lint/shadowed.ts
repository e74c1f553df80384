import { exampleSignature } from './example-signature.ts'
import { at, namesProduct, type Reading, type SignatureRule } from './signature-rule.ts'

/** A signature answers its own examples: one that another stands before is never heard. */
export const shadowed: SignatureRule = {
  summary: 'an example that another signature answers',
  check: ({ readings }) => readings.filter(isShadowed).map((reading) => problemOf(reading)),
  examples: [
    {
      name: 'by a surer one of the same product',
      families: {
        gate: [exampleSignature({ id: 'gate/word', all: [{ body: 'gate' }], confidence: 0.95 }), exampleSignature({ confidence: 0.9 })],
      },
      problems: [{ signature: 'gate/page', found: 'example 1 answered by gate/word (gate, 95 % sure)' }],
    },
    {
      name: 'by another product',
      families: {
        gate: [exampleSignature()],
        wall: [exampleSignature({ id: 'wall/page', product: 'wall', confidence: 0.95, examples: [] })],
      },
      problems: [{ signature: 'gate/page', found: 'example 1 answered by wall/page (wall, 95 % sure)' }],
    },
    {
      name: 'a wording that names somebody',
      families: {
        gate: [exampleSignature()],
        words: [exampleSignature({ id: 'words/closed', product: 'unknown', all: [{ body: 'closed' }] })],
      },
      problems: [{ signature: 'words/closed', found: 'example 1 answered by gate/page (gate, 90 % sure)' }],
    },
    {
      name: 'a general one that is less sure',
      families: {
        gate: [
          exampleSignature({ id: 'gate/word', all: [{ body: 'gate' }], confidence: 0.6, examples: [{ status: 403, body: 'a gate' }] }),
          exampleSignature(),
        ],
      },
      problems: [],
    },
  ],
}

/** An example that its own signature does not even see is told of by another rule. */
function isShadowed({ signature, matches, refuser }: Reading): boolean {
  if (!matches.includes(signature)) return false
  return namesProduct(signature) ? refuser !== signature : refuser !== undefined
}

function problemOf(reading: Reading) {
  const { number, refuser, signature } = reading
  const by = refuser ? `${refuser.id} (${refuser.product}, ${Math.round(refuser.confidence * 100)} % sure)` : 'nobody'
  return {
    ...at(reading),
    found: `example ${number} answered by ${by}`,
    expected: namesProduct(signature) ? `${signature.id} itself` : 'no product to be named by it',
    hint: 'Give the special one more confidence than the general one, or tell them apart in `none`.',
  }
}
