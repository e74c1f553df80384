import { nearestWord } from '../nearest-word.ts'

/** "Did you mean `x`?", when something is near. */
export function didYouMean(found: string, words: Iterable<string>): string | undefined {
  const word = nearestWord(found, words)
  return word === undefined ? undefined : `Did you mean \`${word}\`?`
}
