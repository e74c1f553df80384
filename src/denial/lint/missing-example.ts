import { exampleSignature } from './example-signature.ts'
import { at, type SignatureRule } from './signature-rule.ts'

/** Without an example nothing shows that the signature finds what it is for. */
export const missingExample: SignatureRule = {
  summary: 'a signature without an example',
  check: ({ entries }) =>
    entries
      .filter(({ signature }) => signature.examples.length === 0)
      .map((entry) => ({
        ...at(entry),
        found: 'no example',
        expected: 'an answer that the product gives, with the cause that is read from it',
      })),
  examples: [
    {
      name: 'none',
      families: { gate: [exampleSignature({ examples: [] })] },
      problems: [{ signature: 'gate/page', found: 'no example' }],
    },
    { name: 'one is enough', families: { gate: [exampleSignature()] }, problems: [] },
  ],
}
