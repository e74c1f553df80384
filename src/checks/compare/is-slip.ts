import { nearestWord } from '../../nearest-word.ts'

/** One edit in so many letters is a slip (`maintainence`), more make another word (`read`, `edit`). */
const LETTERS_PER_SLIP = 4

/** Whether two names differ by slips alone, word by word: `orders:read` and `orders:edit` are two names. */
export function isSlip(own: string, wanted: string): boolean {
  const [ownWords, wantedWords] = [wordsOf(own), wordsOf(wanted)]
  if (ownWords.length !== wantedWords.length) return nearestWord(own, [wanted], 1) !== undefined
  return ownWords.every((word, at) => {
    const other = wantedWords[at] ?? ''
    return word === other || nearestWord(word, [other], Math.max(1, Math.floor(word.length / LETTERS_PER_SLIP))) !== undefined
  })
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[^\p{L}\p{N}]+/u)
}
