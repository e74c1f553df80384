import { exampleSignature } from './example-signature.ts'
import { at, namesProduct, type SignatureRule } from './signature-rule.ts'

const MEANS_MIN = 5

/** What is quoted as evidence must say what it means and how sure it is. */
export const missingMeaning: SignatureRule = {
  summary: 'no meaning for people, or a confidence that is no chance',
  check: ({ entries }) =>
    entries.flatMap((entry) => {
      const { means, confidence } = entry.signature
      const saysNothing = means.trim().length < MEANS_MIN
      const noChance = !(confidence >= 0 && confidence <= 1) || (confidence === 0 && namesProduct(entry.signature))
      return [
        ...(saysNothing
          ? [{ ...at(entry), found: `the meaning "${means}"`, expected: 'a sentence that says what such an answer means' }]
          : []),
        ...(noChance ? [{ ...at(entry), found: `the confidence ${confidence}`, expected: 'a number above 0 and up to 1' }] : []),
      ]
    }),
  examples: [
    {
      name: 'nothing said, in per cent',
      families: { gate: [exampleSignature({ means: ' ', confidence: 90 })] },
      problems: [
        { signature: 'gate/page', found: 'the meaning " "' },
        { signature: 'gate/page', found: 'the confidence 90' },
      ],
    },
    { name: 'a wording may point nowhere', families: { words: [exampleSignature({ product: 'unknown', confidence: 0 })] }, problems: [] },
    { name: 'both', families: { gate: [exampleSignature()] }, problems: [] },
  ],
}
