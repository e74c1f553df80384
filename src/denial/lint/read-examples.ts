import { readAnswer } from '../answer/read-answer.ts'
import { identify } from '../identify.ts'
import { createSignatureFinder } from '../matching/signature-finder.ts'
import { chooseRefuser } from '../refusal/choose-refuser.ts'
import { exampleExchange } from './example-exchange.ts'
import type { Entry, Reading } from './signature-rule.ts'

/** Reads every example with these signatures and no others. */
export function readExamples(entries: readonly Entry[]): Reading[] {
  const find = createSignatureFinder(entries.map(({ signature }) => signature))
  return entries.flatMap((entry) =>
    entry.signature.examples.map((example, index) => {
      const exchange = exampleExchange(example)
      const matches = find(readAnswer(exchange.request, exchange.response))
      return {
        ...entry,
        example,
        number: index + 1,
        matches: matches.map(({ signature }) => signature),
        refuser: chooseRefuser(matches)?.signature,
        denial: identify([exchange], find),
      }
    }),
  )
}
