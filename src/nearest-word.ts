/** So many words are looked at; a hint is not worth more time. */
const WORDS_MAX = 300

/** The word that was probably meant: the nearest by edit distance, within a third of its length and `editsMax`; none when nothing is near. */
export function nearestWord(found: string, words: Iterable<string>, editsMax = Number.POSITIVE_INFINITY): string | undefined {
  const lower = found.toLowerCase()
  let best: { word: string; distance: number } | undefined
  let looked = 0
  for (const word of words) {
    const limit = Math.min(best ? best.distance - 1 : editsMax, Math.max(1, Math.floor(Math.max(word.length, found.length) / 3)))
    if (Math.abs(word.length - found.length) > limit) continue
    if (looked++ >= WORDS_MAX) break
    const distance = editDistance(lower, word.toLowerCase())
    if (distance <= limit) best = { word, distance }
  }
  return best?.word
}

/** Levenshtein's distance, two neighbours swapped counting as one. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, (previous[j - 1] as number) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] as number) + 1)
      row.push(cost)
    }
    before = previous
    previous = row
  }
  return previous[b.length] as number
}
