import { exampleSignature } from './example-signature.ts'
import { at, namesProduct, type SignatureRule } from './signature-rule.ts'

const NAME_MIN = 10

/** A fact about a product stands somewhere, where the next person can read it again. */
export const missingSource: SignatureRule = {
  summary: 'a signature that does not say where its facts stand',
  check: ({ entries }) =>
    entries
      .filter(({ signature }) => (namesProduct(signature) ? !URL.canParse(signature.source) : signature.source.trim().length < NAME_MIN))
      .map((entry) => ({
        ...at(entry),
        found: entry.signature.source.trim() === '' ? 'no source' : `the source "${entry.signature.source}"`,
        expected: namesProduct(entry.signature) ? 'the URL of the page that documents it' : 'a URL or the name of a document',
      })),
  examples: [
    {
      name: 'none',
      families: { gate: [exampleSignature({ source: '' })] },
      problems: [{ signature: 'gate/page', found: 'no source' }],
    },
    {
      name: 'hearsay about a product',
      families: { gate: [exampleSignature({ source: 'seen in the wild' })] },
      problems: [{ signature: 'gate/page', found: 'the source "seen in the wild"' }],
    },
    {
      name: 'a wording may name a document',
      families: { words: [exampleSignature({ product: 'unknown', source: 'RFC 9110, section 15.5' })] },
      problems: [],
    },
  ],
}
