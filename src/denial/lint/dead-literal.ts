import { cluesOf, literalsOf } from './clues-of.ts'
import { exampleSignature } from './example-signature.ts'
import { at, type SignatureRule } from './signature-rule.ts'

/** What is compared is in lower case, and a body has its entities decoded and its white space run together. */
export const deadLiteral: SignatureRule = {
  summary: 'a text that no answer can hold, as answers are prepared',
  check: ({ entries }) =>
    entries.flatMap((entry) =>
      cluesOf(entry.signature).flatMap(({ place, clue }) =>
        literalsOf(clue).flatMap(([member, literal]) => {
          const expected = reasonOf(member, literal)
          return expected === undefined ? [] : [{ ...at(entry), found: `${place}.${member} "${literal}"`, expected }]
        }),
      ),
    ),
  examples: [
    {
      name: 'capitals, in any place',
      families: {
        gate: [
          exampleSignature({
            any: [{ header: 'Server' }, { json: 'error.Code', is: 'x' }, { scheme: 'bearer', has: 'A' }],
            cases: [{ when: { host: 'Gate.example' }, causes: { 'waf-rule': 0.9 } }],
          }),
        ],
      },
      problems: [
        { signature: 'gate/page', found: 'any[0].header "Server"' },
        { signature: 'gate/page', found: 'any[1].json "error.Code"' },
        { signature: 'gate/page', found: 'any[2].has "A"' },
        { signature: 'gate/page', found: 'cases[0].when.host "Gate.example"' },
      ],
    },
    {
      name: 'white space and entities of a body',
      families: { gate: [exampleSignature({ any: [{ body: 'two  spaces' }, { body: 'rock &amp; roll' }] })] },
      problems: [
        { signature: 'gate/page', found: 'any[0].body "two  spaces"' },
        { signature: 'gate/page', found: 'any[1].body "rock &amp; roll"' },
      ],
    },
    { name: 'as it is compared', families: { gate: [exampleSignature({ any: [{ body: 'rock & roll' }] })] }, problems: [] },
  ],
}

function reasonOf(member: string, literal: string): string | undefined {
  if (literal !== literal.toLowerCase()) return 'lower case, as answers are compared'
  if (member !== 'body') return undefined
  if (/\s{2}|[^\S ]/.test(literal)) return 'single spaces: white space is run together before a body is compared'
  return /&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[\da-f]+);/.test(literal) ? 'the character itself: entities are decoded first' : undefined
}
