import { nearestWord } from '../../nearest-word.ts'
import { Layer } from '../denial.ts'
import { exampleSignature } from './example-signature.ts'
import { at, namesProduct, type SignatureRule } from './signature-rule.ts'

/** Layers are a closed list; a product stands in one of them. */
export const unknownLayer: SignatureRule = {
  summary: 'a layer that is not in the list, or a product without one',
  check: ({ entries }) =>
    entries
      .filter(({ signature }) => !Layer.safeParse(signature.layer).success || (namesProduct(signature) && signature.layer === 'unknown'))
      .map((entry) => {
        const near = nearestWord(entry.signature.layer, Layer.options)
        return {
          ...at(entry),
          found: `the layer "${entry.signature.layer}"`,
          expected: `one of ${Layer.options.filter((layer) => layer !== 'unknown').join(', ')}`,
          ...(near && near !== 'unknown' ? { hint: `Did you mean ${near}?` } : {}),
        }
      }),
  examples: [
    {
      name: 'misspelled',
      families: { gate: [exampleSignature({ layer: 'webserver' as Layer })] },
      problems: [{ signature: 'gate/page', found: 'the layer "webserver"' }],
    },
    {
      name: 'a product that stands nowhere',
      families: { gate: [exampleSignature({ layer: 'unknown' })] },
      problems: [{ signature: 'gate/page', found: 'the layer "unknown"' }],
    },
    { name: 'a wording may', families: { words: [exampleSignature({ product: 'unknown', layer: 'unknown' })] }, problems: [] },
  ],
}
