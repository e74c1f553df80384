import { readAnswer } from '../../src/denial/answer/read-answer.ts'
import { createSignatureFinder, type SignatureFinder } from '../../src/denial/matching/signature-finder.ts'
import type { Clue, Signature } from '../../src/denial/signature.ts'
import { SIGNATURES } from '../../src/denial/signature-registry.ts'
import { median } from './quantile.ts'
import type { Figure } from './report.ts'

const KB = 1_024
const RUNS = 15
const LITERALS = SIGNATURES.flatMap(({ all = [], any = [] }) => [...all, ...any]).flatMap((clue) => ('body' in clue ? [clue.body] : []))

/** Texts from all families that fit into the shortest body, so that longer ones hold the same, only more often. */
const SOME = LITERALS.filter((_, at) => at % Math.ceil(LITERALS.length / 100) === 0)

/** Bodies that are slow to read: texts without their ends, beginnings of patterns, digits and words without end. */
const HOSTILE: Readonly<Record<string, string>> = {
  'texts without their ends': SOME.map((literal) => literal.slice(0, -1)).join(''),
  'texts of all families': SOME.join(' '),
  'rule names without end': 'rule',
  digits: '1',
  brackets: '<',
}

/** How time grows with the length of a hostile body, and with the number of signatures. */
export async function matching(): Promise<Figure[]> {
  const find = createSignatureFinder(SIGNATURES)
  return [...Object.entries(HOSTILE).flatMap(([name, block]) => lengthFigures(find, name, block)), ...countFigures()]
}

function lengthFigures(find: SignatureFinder, name: string, block: string): Figure[] {
  const [small, large, huge] = [4 * KB, 64 * KB, 1_024 * KB].map((size) => {
    const body = block.repeat(Math.ceil(size / block.length)).slice(0, size)
    return medianMs(() => find(readBody(body)))
  }) as [number, number, number]
  return [
    ratioFigure(`${name}: 64 KB against 4 KB, time for 16 times the text`, large / small, 20),
    ratioFigure(`${name}: 1 MB against 64 KB, of which no more is read`, huge / large, 16),
  ]
}

function countFigures(): Figure[] {
  const answers = SIGNATURES.flatMap(({ examples }) => examples.slice(0, 1)).map(({ body = '' }) => readBody(body))
  const [once, twice, fourTimes] = [1, 2, 4].map((count) => {
    const find = createSignatureFinder(
      Array.from({ length: count }, (_, copy) => (copy === 0 ? SIGNATURES : named().map((each) => renamed(each, copy)))).flat(),
    )
    return medianMs(() => {
      for (const answer of answers) find(answer)
    }, 1)
  }) as [number, number, number]
  return [
    ratioFigure(`${SIGNATURES.length * 2} signatures against ${SIGNATURES.length}, time on the examples`, twice / once, 1.5),
    ratioFigure(`${SIGNATURES.length * 4} signatures against ${SIGNATURES.length}, time on the examples`, fourTimes / once, 2),
  ]
}

function ratioFigure(name: string, ratio: number, most: number): Figure {
  return { name, value: ratio.toFixed(2), budget: `≤ ${most}`, ok: ratio <= most }
}

/** Milliseconds of computing, so that other work on the machine does not count. */
function medianMs(work: () => unknown, times = 20): number {
  for (let time = 0; time < times; time += 1) work()
  return median(
    Array.from({ length: RUNS }, () => {
      const before = process.cpuUsage()
      for (let time = 0; time < times; time += 1) work()
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1_000 / times
    }),
  )
}

function readBody(body: string) {
  return readAnswer({ method: 'GET', url: 'https://api.example/orders', headers: {} }, { status: 403, headers: {}, body })
}

const named = () => SIGNATURES.filter(({ product }) => product !== 'unknown')

/** A signature of another product: every text that it looks for is another one. */
function renamed(signature: Signature, copy: number): Signature {
  const other = (clues: readonly Clue[] = []) =>
    clues.map(
      (clue) =>
        Object.fromEntries(
          Object.entries(clue).map(([name, value]) => [name, typeof value === 'string' ? `${value}~${copy}` : value]),
        ) as Clue,
    )
  const { all, any, none } = signature
  return { ...signature, id: `${signature.id}-${copy}`, all: other(all), ...(any && { any: other(any) }), none: other(none) }
}
