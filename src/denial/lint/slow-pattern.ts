import type { Signature } from '../signature.ts'
import { exampleSignature } from './example-signature.ts'
import { findSlowness } from './find-slowness.ts'
import { at, type RuleProblem, type SignatureRule } from './signature-rule.ts'

/** Patterns run on text of strangers: none may need more than time linear in it, none may remember its last use. */
export const slowPattern: SignatureRule = {
  summary: 'a pattern that hostile text makes slow, or that keeps a state between uses',
  check: ({ entries }) =>
    entries.flatMap((entry) =>
      patternsIn(entry.signature).flatMap(({ place, pattern }): RuleProblem[] => {
        const slowness = findSlowness(pattern)
        const keepsState = pattern.global || pattern.sticky
        return [
          ...(slowness
            ? [{ ...at(entry), found: `${place} with ${slowness}`, expected: 'a pattern that reads its text once', hint: HINT }]
            : []),
          ...(keepsState ? [{ ...at(entry), found: `${place} with the flag g or y`, expected: 'a pattern without state' }] : []),
        ]
      }),
    ),
  examples: [
    {
      name: 'the classic traps',
      families: {
        gate: [
          exampleSignature({
            all: [{ body: 'closed by the gate', match: /(a+)+$/ }],
            any: [
              { header: 'server', match: /(?:x|xy|y)*z/ },
              { header: 'via', match: /(?<=a)b/ },
            ],
            rule: [{ body: /[\w-]+:\d+/ }, { body: /rule \w+\d+x/ }, { body: /id "(\d+)"/ }],
          }),
        ],
      },
      problems: [
        { signature: 'gate/page', found: 'all[0].match with a group that is repeated without end and can be passed in more than one way' },
        { signature: 'gate/page', found: 'any[0].match with a group that is repeated without end and can be passed in more than one way' },
        { signature: 'gate/page', found: 'any[1].match with `(?<=…)`, which needs an engine that goes back' },
        { signature: 'gate/page', found: 'rule[0].body with `[\\w-]` without end, which may start anew at each character' },
        { signature: 'gate/page', found: 'rule[1].body with `\\d` without end right behind `\\w` without end' },
      ],
    },
    {
      name: 'a state',
      families: { gate: [exampleSignature({ rule: [{ body: /id (\d{1,9})/g }] })] },
      problems: [{ signature: 'gate/page', found: 'rule[0].body with the flag g or y' }],
    },
    {
      name: 'repetitions with an end, or behind a character that they cannot take',
      families: { gate: [exampleSignature({ rule: [{ body: /rule[: ]{1,3}([\w-]{2,40})/ }, { body: /<id>([^<]+)<\/id>/ }] })] },
      problems: [],
    },
  ],
}

const HINT = 'Give the repetition an end, as {1,80}, or a character before it that it cannot take.'

type Placed = { place: string; pattern: RegExp }

function patternsIn(signature: Signature): Placed[] {
  const { all, any, none, success, cases, rule, references } = signature
  return Object.entries({ all, any, none, success, cases, rule, references }).flatMap(([name, value]) => placed(name, value))
}

function placed(place: string, value: unknown): Placed[] {
  if (value instanceof RegExp) return [{ place, pattern: value }]
  if (Array.isArray(value)) return value.flatMap((member, index) => placed(`${place}[${index}]`, member))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, member]) => placed(`${place}.${name}`, member))
}
