import { chooseRefuser } from '../choose-refuser.ts'
import { exampleExchange } from '../example-exchange.ts'
import { identify } from '../identify.ts'
import { readAnswer } from '../read-answer.ts'
import { createSignatureFinder } from '../signature-finder.ts'
import type { Entry, Reading } from './rule.ts'

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
