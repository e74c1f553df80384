import { type Piece, parsePattern } from './parse-pattern.ts'

/** Ways to split a stretch of text that are tried at one place before it is given up. */
const WAYS_MAX = 20_000

type SetPiece = Extract<Piece, { kind: 'set' }>
/**
 * What was passed on the way to a place of a pattern. `open`: repetitions without end that what follows may still take
 * characters from. `risk`: why it is slow if anything that follows can fail.
 */
type Way = {
  before: readonly Piece[]
  open: readonly SetPiece[]
  risk: string | undefined
  ways: number
  start: 'anywhere' | 'word' | 'text'
}

const START: Way = { before: [], open: [], risk: undefined, ways: 1, start: 'anywhere' }
const WORD = parsePattern(/\w/)[0]?.[0] as SetPiece

/**
 * Why a backtracking engine may need more than time linear in the text for this pattern, as a phrase; undefined when
 * it cannot. Strict: what it cannot prove it names.
 */
export function findSlowness(pattern: RegExp): string | undefined {
  const found: string[] = []
  passAlternatives(parsePattern(pattern), [START], found)
  return found[0]
}

function passAlternatives(alternatives: readonly (readonly Piece[])[], ways: readonly Way[], found: string[]): Way[] {
  return alternatives.flatMap((pieces) => pieces.reduce<readonly Way[]>((now, piece) => passPiece(piece, now, found), ways))
}

function passPiece(piece: Piece, ways: readonly Way[], found: string[]): readonly Way[] {
  switch (piece.kind) {
    case 'look':
      found.push(`\`${piece.source}\`, which needs an engine that goes back`)
      return ways
    case 'place':
      return ways.map((way) => passPlace(piece.source, way, found))
    case 'group':
      return passGroup(piece, ways, found)
    case 'set':
      return ways.map((way) => passSet(piece, way, found))
    default:
      return piece satisfies never
  }
}

function passGroup(piece: Extract<Piece, { kind: 'group' }>, ways: readonly Way[], found: string[]): readonly Way[] {
  const { alternatives, times } = piece
  if (times.max === Number.POSITIVE_INFINITY && !isDecided(alternatives)) {
    found.push('a group that is repeated without end and can be passed in more than one way')
    return ways
  }
  const once = passAlternatives(alternatives, ways, found)
  const again = times.max > 1 && holdsEndless(alternatives) ? passAlternatives(alternatives, once, found) : once
  const skipped = times.min === 0 ? ways : []
  return distinct([...skipped, ...again])
}

/** One character decides each step: alternatives of fixed length that begin differently. */
function isDecided(alternatives: readonly (readonly Piece[])[]): boolean {
  const isFixed = (piece: Piece) => piece.kind === 'set' && piece.times.min === piece.times.max && piece.times.min > 0
  if (!alternatives.every((pieces) => pieces.length > 0 && pieces.every(isFixed))) return false
  const firsts = alternatives.map((pieces) => pieces[0] as SetPiece)
  return firsts.every((first, index) => firsts.slice(index + 1).every((other) => isApart(first, other)))
}

function holdsEndless(alternatives: readonly (readonly Piece[])[]): boolean {
  return alternatives.flat().some((piece) => isEndless(piece) || (piece.kind === 'group' && holdsEndless(piece.alternatives)))
}

function passPlace(source: string, way: Way, found: string[]): Way {
  tellRisk(way, found)
  if (way.before.length > 0) return way
  return { ...way, start: source === '^' ? 'text' : source === '\\b' ? 'word' : way.start }
}

function passSet(piece: SetPiece, way: Way, found: string[]): Way {
  const before = [...way.before, piece]
  if (isEndless(piece)) return { ...way, before, open: [...stillOpen(way, piece), piece], risk: way.risk ?? riskOf(piece, way), ways: 1 }
  if (piece.times.min > 0) tellRisk(way, found)
  const last = way.before.at(-1)
  const ways = last === undefined || isEndless(last) || isApart(piece, last) ? way.ways : way.ways * (last.times.max - last.times.min + 1)
  if (ways > WAYS_MAX) found.push(`more than ${WAYS_MAX.toLocaleString('en')} ways to read one stretch of text`)
  return { ...way, before, open: stillOpen(way, piece), ways: Math.min(ways, WAYS_MAX) }
}

function tellRisk({ risk }: Way, found: string[]): void {
  if (risk) found.push(risk)
}

function riskOf(piece: SetPiece, way: Way): string | undefined {
  const name = `\`${piece.source}\` without end`
  const rival = way.open.find((other) => !isApart(other, piece))
  if (rival) return `${name} right behind \`${rival.source}\` without end`
  return mayRestart(piece, way) ? `${name}, which may start anew at each character` : undefined
}

/** Whether a match may begin inside the stretch that the repetition took for a match begun before, and so take it again. */
function mayRestart(piece: SetPiece, { before, start }: Way): boolean {
  if (start === 'text' || before.some((each) => cuts(each, piece))) return false
  const first = before[0] ?? piece
  return !(start === 'word' && first.times.min > 0 && isWithin(first, WORD) && isWithin(piece, WORD))
}

function stillOpen({ open }: Way, piece: Piece): readonly SetPiece[] {
  return open.filter((repetition) => !cuts(piece, repetition))
}

function isEndless(piece: Piece): boolean {
  return piece.times.max === Number.POSITIVE_INFINITY
}

/** Whether every way through `piece` takes a character that the repetition does not. */
function cuts(piece: Piece, repetition: SetPiece): boolean {
  if (piece.times.min === 0) return false
  if (piece.kind === 'set') return isApart(piece, repetition)
  return piece.kind === 'group' && piece.alternatives.every((pieces) => pieces.some((each) => cuts(each, repetition)))
}

function isApart(one: Piece, other: Piece): boolean {
  return one.kind === 'set' && other.kind === 'set' && !one.holds.some((holds, index) => holds && other.holds[index])
}

function isWithin(piece: Piece, set: SetPiece): boolean {
  return piece.kind === 'set' && piece.holds.every((holds, index) => !holds || set.holds[index])
}

/** Alternatives multiply; those that ended alike are one. */
function distinct(ways: readonly Way[]): readonly Way[] {
  const kept = new Map<string, Way>()
  for (const way of ways) kept.set(JSON.stringify([way.start, way.risk, sourcesOf(way.open), sourcesOf(way.before)]), way)
  return [...kept.values()]
}

function sourcesOf(pieces: readonly Piece[]): string[] {
  return pieces.map((piece) => (piece.kind === 'group' ? 'group' : piece.source))
}
