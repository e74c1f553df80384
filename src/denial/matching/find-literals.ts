/** Finds which of its literals a text holds: literal → where it starts first. Reads each character once. */
export type LiteralFinder = (text: string) => ReadonlyMap<string, number>

const NONE = -1
/** Characters outside ASCII share this many classes, so that the table stays small; what is found by them is compared once more. */
const SHARED = 24

/**
 * Builds an Aho-Corasick automaton over `literals` (lower case, not empty), so that the cost of a search grows with
 * the text and not with the number of literals. Text is compared without case.
 */
export function createLiteralFinder(literals: readonly string[]): LiteralFinder {
  const { classOf, classes } = characterClasses(literals)
  const { goto, ends } = buildTrie(literals, classOf, classes)
  const outputs = linkFailures({ goto, ends, classes })
  const shared = new Set(literals.filter((literal) => !isAscii(literal)))
  const rows = rowsOf(goto, outputs, classes)
  return (text) => {
    const found = new Map<string, number>()
    let row = 0
    for (let at = 0; at < text.length; at += 1) {
      const next = rows[row + (classOf[text.charCodeAt(at)] as number)] as number
      row = next < 0 ? ~next : next
      if (next >= 0) continue
      for (const literal of outputs[row / classes] ?? []) {
        const start = at + 1 - literal.length
        if (found.has(literal) || (shared.has(literal) && text.slice(start, at + 1).toLowerCase() !== literal)) continue
        found.set(literal, start)
      }
    }
    return found
  }
}

/** The table that is walked, made in place: each state by where its row begins, turned negative (`~`) where a literal ends. */
function rowsOf(goto: Int32Array, outputs: readonly (readonly string[] | undefined)[], classes: number): Int32Array {
  const rows = Int32Array.from({ length: goto.length / classes }, (_, state) => (outputs[state] ? ~(state * classes) : state * classes))
  for (let slot = 0; slot < goto.length; slot += 1) goto[slot] = rows[goto[slot] as number] as number
  return goto
}

/** Numbers the characters that occur at all, one number for both cases; class 0 is every other character. */
function characterClasses(literals: readonly string[]): { classOf: Uint8Array; classes: number } {
  const classOf = new Uint8Array(65_536)
  const used = new Set(literals.join(''))
  const plain = [...used].filter(isAscii)
  const others = [...used].filter((char) => !isAscii(char))
  const number = (char: string, value: number) => {
    for (const each of [char, char.toUpperCase()]) if (each.toLowerCase() === char) classOf[each.charCodeAt(0)] = value
  }
  plain.forEach((char, at) => {
    number(char, at + 1)
  })
  others.forEach((char, at) => {
    number(char, plain.length + 1 + (at % SHARED))
  })
  return { classOf, classes: plain.length + 1 + Math.min(SHARED, others.length) }
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant
  return /^[\u0000-\u007f]*$/.test(text)
}

function buildTrie(literals: readonly string[], classOf: Uint8Array, classes: number): { goto: Int32Array; ends: string[][] } {
  const size = literals.reduce((sum, literal) => sum + literal.length, 1)
  const goto = new Int32Array(size * classes).fill(NONE)
  const ends: string[][] = []
  let states = 1
  for (const literal of literals) {
    let state = 0
    for (let at = 0; at < literal.length; at += 1) {
      const slot = state * classes + (classOf[literal.charCodeAt(at)] as number)
      if (goto[slot] === NONE) goto[slot] = states++
      state = goto[slot] as number
    }
    ends[state] = [...(ends[state] ?? []), literal]
  }
  return { goto: goto.slice(0, states * classes), ends }
}

/** Turns the trie into a complete automaton in place, breadth first; returns what is found in each state. */
function linkFailures(trie: { goto: Int32Array; ends: string[][]; classes: number }): (string[] | undefined)[] {
  const { goto, ends, classes } = trie
  const outputs: (string[] | undefined)[] = []
  const failure = new Int32Array(goto.length / classes)
  const queue = new Int32Array(goto.length / classes)
  let queued = 0
  for (let step = 0; step < classes; step += 1) {
    const next = goto[step] as number
    if (next === NONE) goto[step] = 0
    else {
      failure[next] = 0
      queue[queued++] = next
    }
  }
  for (let head = 0; head < queued; head += 1) {
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
        queue[queued++] = next
      }
    }
  }
  return outputs
}
