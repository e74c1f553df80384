/** Finds which of its literals a text holds: literal → where it starts first. Reads each character once. */
export type LiteralFinder = (text: string) => ReadonlyMap<string, number>

const NONE = -1

/**
 * Builds an Aho-Corasick automaton over `literals` (lower case, not empty), so that the cost of a search grows with
 * the text and not with the number of literals. Text is compared without ASCII case.
 */
export function createLiteralFinder(literals: readonly string[]): LiteralFinder {
  const { classOf, classes } = characterClasses(literals)
  const { goto, ends } = buildTrie(literals, classOf, classes)
  const outputs = linkFailures({ goto, ends, classes })
  const isEnd = Uint8Array.from({ length: goto.length / classes }, (_, state) => (outputs[state] ? 1 : 0))
  return (text) => {
    const found = new Map<string, number>()
    let state = 0
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      state = goto[state * classes + (code < 128 ? (classOf[code] as number) : 0)] as number
      if (isEnd[state] === 1)
        for (const literal of outputs[state] ?? []) if (!found.has(literal)) found.set(literal, at + 1 - literal.length)
    }
    return found
  }
}

/** Numbers the characters that occur at all; class 0 is every other character. */
function characterClasses(literals: readonly string[]): { classOf: Uint8Array; classes: number } {
  const classOf = new Uint8Array(128)
  let classes = 1
  for (const literal of literals) {
    for (let at = 0; at < literal.length; at += 1) {
      const code = literal.charCodeAt(at)
      if (code < 128 && classOf[code] === 0) classOf[code] = classes++
    }
  }
  for (let upper = 65; upper <= 90; upper += 1) classOf[upper] = classOf[upper + 32] as number
  return { classOf, classes }
}

function buildTrie(literals: readonly string[], classOf: Uint8Array, classes: number): { goto: Int32Array; ends: string[][] } {
  const size = literals.reduce((sum, literal) => sum + literal.length, 1)
  const goto = new Int32Array(size * classes).fill(NONE)
  const ends: string[][] = []
  let states = 1
  for (const literal of literals) {
    let state = 0
    for (let at = 0; at < literal.length; at += 1) {
      const slot = state * classes + (classOf[literal.charCodeAt(at)] ?? 0)
      if (goto[slot] === NONE) goto[slot] = states++
      state = goto[slot] as number
    }
    ends[state] = [...(ends[state] ?? []), literal]
  }
  return { goto: goto.subarray(0, states * classes), ends }
}

/** Turns the trie into a complete automaton in place, breadth first; returns what is found in each state. */
function linkFailures(trie: { goto: Int32Array; ends: string[][]; classes: number }): (string[] | undefined)[] {
  const { goto, ends, classes } = trie
  const outputs: (string[] | undefined)[] = []
  const failure: number[] = []
  const queue: number[] = []
  for (let step = 0; step < classes; step += 1) {
    const next = goto[step] as number
    if (next === NONE) goto[step] = 0
    else {
      failure[next] = 0
      queue.push(next)
    }
  }
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] as number
    const back = failure[state] as number
    const own = [...(ends[state] ?? []), ...(outputs[back] ?? [])]
    if (own.length > 0) outputs[state] = own
    for (let step = 0; step < classes; step += 1) {
      const slot = state * classes + step
      const next = goto[slot] as number
      const fallback = goto[back * classes + step] as number
      if (next === NONE) goto[slot] = fallback
      else {
        failure[next] = fallback
        queue.push(next)
      }
    }
  }
  return outputs
}
