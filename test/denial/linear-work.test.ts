import { describe, expect, test } from 'vitest'
import { readAnswer } from '../../src/denial/answer/read-answer.ts'
import { createSignatureFinder } from '../../src/denial/matching/signature-finder.ts'
import { indexSignatures } from '../../src/denial/matching/signature-index.ts'
import type { Clue, Signature } from '../../src/denial/signature.ts'
import { SIGNATURES } from '../../src/denial/signature-registry.ts'

const KIB = 1_024
const SIZES = [KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, 1_024 * KIB]
const LITERALS = SIGNATURES.flatMap(({ all = [], any = [], none = [] }) => [...all, ...any, ...none]).flatMap((clue) =>
  'body' in clue ? [clue.body] : [],
)
const LONGEST = [...LITERALS].sort((a, b) => b.length - a.length)
/** Text outside ASCII is compared once more where it may be a literal. */
const READS_A_CHARACTER = 1 + Math.max(...LITERALS.filter((literal) => /[^\0-\x7f]/.test(literal)).map(({ length }) => length), 0)

/** Bodies that a search for texts likes least. */
const HOSTILE: Readonly<Record<string, string>> = {
  'one letter': 'a',
  'open brackets': '<',
  'the longest texts without their ends': LONGEST.slice(0, 10)
    .map((literal) => literal.slice(0, -1))
    .join(''),
  'texts in a row': LITERALS.slice(0, 40).join(' '),
  'texts outside ASCII without their ends':
    LITERALS.filter((literal) => /[^\0-\x7f]/.test(literal))
      .map((literal) => literal.slice(0, -1))
      .join('') || 'é',
}
const fill = (block: string, size: number) => block.repeat(Math.ceil(size / block.length)).slice(0, size)

describe.each(Object.entries(HOSTILE))('of %s', (_, block) => {
  test('each character is read a bounded number of times by the search for all texts, from 1 KB to 1 MB', () => {
    const { find } = indexSignatures(SIGNATURES)

    for (const size of SIZES) {
      const { text, reads } = countedText(fill(block, size))
      find(text)

      expect(reads()).toBeGreaterThanOrEqual(size)
      expect(reads()).toBeLessThanOrEqual(READS_A_CHARACTER * size)
    }
  })

  test('no more patterns run on a long body than on a short one, each on the whole text at most once for each place', () => {
    const { signatures, work } = countedPatterns(SIGNATURES)
    const find = createSignatureFinder(signatures)
    const runs = SIZES.map((size) => work(() => find(answerWith(fill(block, size)))))

    const [shortest = { runs: 0 }, ...longer] = runs
    const patterns = new Set(SIGNATURES.flatMap(patternsIn)).size
    for (const [index, { runs: count, characters }] of runs.entries()) {
      expect(count).toBeLessThanOrEqual(patterns)
      expect(characters).toBeLessThanOrEqual(count * (SIZES[index] as number))
    }
    if (block.length <= KIB) expect(longer.map(({ runs: count }) => count)).toEqual(longer.map(() => shortest.runs))
  })
})

describe('with twice and four times as many signatures', () => {
  const named = SIGNATURES.filter(({ product }) => product !== 'unknown')
  const times = (count: number) => [
    ...SIGNATURES,
    ...Array.from({ length: count - 1 }, (_, copy) => named.map((each) => renamed(each, copy))).flat(),
  ]

  test('each character of the body is read no more often', () => {
    const body = fill(HOSTILE['texts in a row'] as string, 16 * KIB)
    const reads = [1, 2, 4].map((count) => {
      const counted = countedText(body)
      indexSignatures(times(count)).find(counted.text)
      return counted.reads()
    })

    expect(reads[1]).toBe(reads[0])
    expect(reads[2]).toBe(reads[0])
  })

  test('no more of them are tried on an answer', () => {
    const answers = SIGNATURES.flatMap(({ examples }) => examples.slice(0, 1)).map(({ body = '' }) => answerWith(body))
    const tried = [1, 2, 4].map((count) => {
      const { signatures, tries } = countedTries(times(count))
      const find = createSignatureFinder(signatures)
      const before = tries()
      for (const answer of answers) find(answer)
      return tries() - before
    })

    expect(tried[0]).toBeGreaterThan(0)
    expect(tried[1]).toBe(tried[0])
    expect(tried[2]).toBe(tried[0])
  })
})

function answerWith(body: string) {
  return readAnswer({ method: 'GET', url: 'https://api.example/orders', headers: {} }, { status: 403, headers: {}, body })
}

/** A text that counts how many of its characters are looked at. */
function countedText(text: string): { text: string; reads: () => number } {
  let reads = 0
  const counted = {
    length: text.length,
    charCodeAt(at: number) {
      reads += 1
      return text.charCodeAt(at)
    },
    slice(from: number, to: number) {
      reads += Math.max(0, to - from)
      return text.slice(from, to)
    },
  }
  return { text: counted as unknown as string, reads: () => reads }
}

/** The same signatures with patterns that count how often they run and on how many characters. */
function countedPatterns(signatures: readonly Signature[]) {
  const count = { runs: 0, characters: 0 }
  class Counted extends RegExp {
    override exec(text: string) {
      count.runs += 1
      count.characters += text.length
      return super.exec(text)
    }
  }
  const copy = (value: unknown): unknown => {
    if (value instanceof RegExp) return new Counted(value.source, value.flags)
    if (Array.isArray(value)) return value.map(copy)
    return value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member)]))
      : value
  }
  return {
    signatures: signatures.map((signature) => copy(signature) as Signature),
    work(run: () => unknown) {
      count.runs = 0
      count.characters = 0
      run()
      return { ...count }
    },
  }
}

function patternsIn(value: unknown): RegExp[] {
  if (value instanceof RegExp) return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(patternsIn) : []
}

/** The same signatures, counting how often one is looked at. */
function countedTries(signatures: readonly Signature[]) {
  let tries = 0
  const counted = signatures.map((signature) => ({
    ...signature,
    get statuses() {
      tries += 1
      return signature.statuses
    },
  }))
  return { signatures: counted as readonly Signature[], tries: () => tries }
}

/** A signature of another product: every text that it looks for is another one. */
function renamed(signature: Signature, copy: number): Signature {
  const other = (clues: readonly Clue[] | undefined) =>
    clues?.map(
      (clue) =>
        Object.fromEntries(
          Object.entries(clue).map(([name, value]) => [name, typeof value === 'string' ? `${value}~${copy}` : value]),
        ) as Clue,
    )
  const { all, any, none } = signature
  return {
    ...signature,
    id: `${signature.id}-${copy}`,
    ...(all && { all: other(all) as Clue[] }),
    ...(any && { any: other(any) as Clue[] }),
    ...(none && { none: other(none) as Clue[] }),
  }
}
