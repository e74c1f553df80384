/** Whether each set of changes passes, in the same order; undefined where no more may be asked. */
export type AskSets<T> = (sets: readonly (readonly T[])[]) => Promise<readonly (boolean | undefined)[]>

/** A set that passes. `complete`: of it no single change can be left out; else the asking was stopped before. */
export type Minimal<T> = { changes: readonly T[]; complete: boolean }

type Round<T> = { found?: readonly T[]; cut: boolean }

function split<T>(set: readonly T[], count: number): T[][] {
  const bound = (i: number) => Math.round((i * set.length) / count)
  return Array.from({ length: count }, (_, i) => set.slice(bound(i), bound(i + 1)))
}

async function askRound<T>(sets: readonly (readonly T[])[], ask: AskSets<T>): Promise<Round<T>> {
  const answers = await ask(sets)
  const found = sets.find((_, i) => answers[i])
  return { ...(found && { found }), cut: answers.includes(undefined) }
}

/**
 * Shrinks a set of changes that passes to one of which each is needed: delta debugging by halves, then by ever smaller parts
 * and what is left without them (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002, 3.2). The
 * sets of a round are asked side by side. `all` must pass and the empty set must not. For n changes of which one decides it asks 2·log2 n sets.
 */
export async function ddmin<T>(all: readonly T[], ask: AskSets<T>): Promise<Minimal<T>> {
  let set = all
  let count = 2
  while (set.length > 1) {
    const chunks = split(set, count)
    const part = await askRound(chunks, ask)
    // Of two halves each is what is left without the other.
    const rests = count > 2 && !part.found && !part.cut ? chunks.map((chunk) => set.filter((change) => !chunk.includes(change))) : []
    const rest = await askRound(rests, ask)
    if (part.found) [set, count] = [part.found, 2]
    else if (rest.found) [set, count] = [rest.found, Math.max(count - 1, 2)]
    else if (part.cut || rest.cut) return { changes: set, complete: false }
    else if (count === set.length) break
    else count = Math.min(count * 2, set.length)
  }
  return { changes: set, complete: true }
}
