import { cluesOf } from './clues-of.ts'
import { exampleSignature } from './example-signature.ts'
import { at, type Entry, namesProduct, type RuleProblem, type SignatureRule } from './signature-rule.ts'

const TEXT_MIN = 3

/** All texts are looked for at once; a pattern runs only where its text was found, and a product is named by what is its own. */
export const missingKey: SignatureRule = {
  summary: 'nothing that must be there, or a pattern that would run on every page',
  check: ({ entries }) => entries.flatMap((entry) => [...unproven(entry), ...unsifted(entry)]),
  examples: [
    {
      name: 'no clue',
      families: { gate: [exampleSignature({ all: [], examples: [] })] },
      problems: [{ signature: 'gate/page', found: 'no clue that must be there' }],
    },
    {
      name: 'a product named by what says nothing by itself',
      families: {
        gate: [exampleSignature({ all: [{ emptyBody: true }] }), exampleSignature({ all: [], any: [{ body: 'gate' }, { method: 'get' }] })],
      },
      problems: [
        { signature: 'gate/page', found: 'no clue that must be there' },
        { signature: 'gate/page', found: 'any[1], which every product has' },
      ],
    },
    {
      name: 'a pattern with hardly a text to find it by',
      families: { gate: [exampleSignature({ all: [{ body: 'id', match: /id \d{3,9}/ }] })] },
      problems: [{ signature: 'gate/page', found: 'the pattern of all[0] behind the text "id"' }],
    },
    {
      name: 'an empty body beside a header',
      families: { gate: [exampleSignature({ all: [{ emptyBody: true }, { header: 'x-gate' }] })] },
      problems: [],
    },
  ],
}

function unproven(entry: Entry): RuleProblem[] {
  const { all = [], any = [] } = entry.signature
  const isKey = (clue: object) =>
    !namesProduct(entry.signature) || ['body', 'header', 'json', 'scheme', 'host', 'path'].some((name) => name in clue)
  if (all.some(isKey)) return []
  if (any.length === 0) {
    return [{ ...at(entry), found: 'no clue that must be there', expected: 'a text, header, member, challenge or host in `all` or `any`' }]
  }
  return any.flatMap((clue, index) =>
    isKey(clue) ? [] : [{ ...at(entry), found: `any[${index}], which every product has`, expected: 'a clue of its own, here or in `all`' }],
  )
}

function unsifted(entry: Entry): RuleProblem[] {
  const sifted = cluesOf({ ...entry.signature, cases: [] })
  return sifted.flatMap(({ place, clue }) =>
    'body' in clue && clue.match && clue.body.length < TEXT_MIN
      ? [
          {
            ...at(entry),
            found: `the pattern of ${place} behind the text "${clue.body}"`,
            expected: `a text of at least ${TEXT_MIN} characters, so that few answers hold it`,
          },
        ]
      : [],
  )
}
