import { exampleSignature } from './example-signature.ts'
import { at, type Entry, type RuleProblem, type SignatureRule } from './signature-rule.ts'

const FORM = /^[a-z0-9-]+\/[a-z0-9-]+$/

/** An id names one signature, in every list and every log. */
export const signatureId: SignatureRule = {
  summary: 'an id that is taken, or that is not written as family/name',
  check: ({ entries }) => {
    const first = new Map<string, Entry>()
    return entries.flatMap((entry): RuleProblem[] => {
      const { id } = entry.signature
      const taken = first.get(id)
      if (taken) {
        return [{ ...at(entry), found: `the id ${id} a second time`, expected: 'an id of its own', hint: `${taken.file} has it already.` }]
      }
      first.set(id, entry)
      if (FORM.test(id)) return []
      return [{ ...at(entry), found: `the id "${id}"`, expected: 'vendor/way-of-refusing in lower case, with hyphens' }]
    })
  },
  examples: [
    {
      name: 'twice in one family and once in another',
      families: {
        gate: [exampleSignature(), exampleSignature()],
        other: [exampleSignature()],
      },
      problems: [
        { signature: 'gate/page', found: 'the id gate/page a second time' },
        { signature: 'gate/page', found: 'the id gate/page a second time' },
      ],
    },
    {
      name: 'no family',
      families: { gate: [exampleSignature({ id: 'Gate' })] },
      problems: [{ signature: 'Gate', found: 'the id "Gate"' }],
    },
    { name: 'two names', families: { gate: [exampleSignature(), exampleSignature({ id: 'gate/page-2' })] }, problems: [] },
  ],
}
