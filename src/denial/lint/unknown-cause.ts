import { nearestWord } from '../../nearest-word.ts'
import { Cause } from '../denial.ts'
import type { Signature } from '../signature.ts'
import { exampleSignature } from './example-signature.ts'
import { at, type SignatureRule } from './signature-rule.ts'

/** Causes are a closed list; a weight is a chance. */
export const unknownCause: SignatureRule = {
  summary: 'a cause that is not in the list, or a weight that is no chance',
  check: ({ entries }) =>
    entries.flatMap((entry) => [
      ...causesIn(entry.signature)
        .filter(([cause]) => !Cause.safeParse(cause).success)
        .map(([cause]) => {
          const near = nearestWord(cause, Cause.options)
          return {
            ...at(entry),
            found: `the cause "${cause}"`,
            expected: `one of ${Cause.options.join(', ')}`,
            ...(near ? { hint: `Did you mean ${near}?` } : {}),
          }
        }),
      ...causesIn(entry.signature)
        .filter(([, weight]) => !(weight > 0 && weight <= 1))
        .map(([cause, weight]) => ({ ...at(entry), found: `${cause}: ${weight}`, expected: 'a weight above 0 and up to 1' })),
    ]),
  examples: [
    {
      name: 'misspelled in the causes, in a case and in an example',
      families: {
        gate: [
          exampleSignature({
            causes: { 'waf-rules': 0.9 } as Signature['causes'],
            cases: [{ when: { body: 'limit' }, causes: { ratelimit: 0.8 } as Signature['causes'] }],
            examples: [{ status: 403, body: 'closed by the gate', cause: 'geo' as Cause }],
          }),
        ],
      },
      problems: [
        { signature: 'gate/page', found: 'the cause "waf-rules"' },
        { signature: 'gate/page', found: 'the cause "ratelimit"' },
        { signature: 'gate/page', found: 'the cause "geo"' },
      ],
    },
    {
      name: 'a weight over 1',
      families: { gate: [exampleSignature({ causes: { 'waf-rule': 9 } })] },
      problems: [{ signature: 'gate/page', found: 'waf-rule: 9' }],
    },
    { name: 'known ones', families: { gate: [exampleSignature()] }, problems: [] },
  ],
}

/** Every cause that a signature speaks of, with its weight (1 for what an example claims). */
function causesIn({ causes, cases = [], examples }: Signature): [string, number][] {
  return [
    ...[causes, ...cases.map((each) => each.causes)].flatMap((weights) => Object.entries(weights)),
    ...examples.flatMap(({ cause }): [string, number][] => (cause === undefined ? [] : [[cause, 1]])),
  ]
}
