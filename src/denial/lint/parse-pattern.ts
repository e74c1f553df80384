/** How often the thing before it: `max` is Infinity where there is no end. */
export type Times = { min: number; max: number }

/** A piece of a pattern: one character of a set, a group of alternatives, or a place that takes no character. */
export type Piece = { times: Times } & (
  | { kind: 'set'; source: string; holds: readonly boolean[] }
  | { kind: 'group'; alternatives: readonly (readonly Piece[])[] }
  | { kind: 'place'; source: string }
  /** What only a backtracking engine can do: looking around, or a group's own text again. */
  | { kind: 'look'; source: string }
)

/** ASCII, and some of what lies beyond: enough to tell two sets of characters apart. */
const PROBES = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), '\u00a0', 'é', 'Я', '漢', '\u2028', '’']
const TOKEN =
  /\\[1-9]\d*|\\k<\w+>|\\u\{[\da-f]+\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<\w+>)|\{\d+(?:,\d*)?\}|[\s\S]/gi
const ONCE: Times = { min: 1, max: 1 }

/** The alternatives of a regular expression as pieces; `holds` says of each probed character whether the set has it. */
export function parsePattern({ source, flags }: RegExp): readonly (readonly Piece[])[] {
  const tokens = source.match(TOKEN) ?? []
  return readAlternatives({ tokens, at: 0, flags })
}

type Reading = { tokens: readonly string[]; at: number; flags: string }

function readAlternatives(reading: Reading): Piece[][] {
  const alternatives: Piece[][] = [[]]
  while (reading.at < reading.tokens.length && reading.tokens[reading.at] !== ')') {
    if (reading.tokens[reading.at] === '|') {
      alternatives.push([])
      reading.at += 1
    } else alternatives.at(-1)?.push(readPiece(reading))
  }
  return alternatives
}

function readPiece(reading: Reading): Piece {
  const token = reading.tokens[reading.at++] as string
  if (/^\(\?(?:[=!]|<[=!])/.test(token)) {
    skipGroup(reading)
    return { kind: 'look', source: `${token}…)`, times: readTimes(reading) }
  }
  if (token.startsWith('(')) {
    const alternatives = readAlternatives(reading)
    reading.at += 1
    return { kind: 'group', alternatives, times: readTimes(reading) }
  }
  if (token === '^' || token === '$' || /^\\b$/i.test(token)) return { kind: 'place', source: token, times: readTimes(reading) }
  if (/^\\(?:[1-9]|k<)/.test(token)) return { kind: 'look', source: token, times: readTimes(reading) }
  return { kind: 'set', source: token, holds: probe(token, reading.flags), times: readTimes(reading) }
}

function skipGroup(reading: Reading): void {
  readAlternatives(reading)
  reading.at += 1
}

function readTimes(reading: Reading): Times {
  const times = timesOf(reading.tokens[reading.at])
  if (!times) return ONCE
  reading.at += 1
  if (reading.tokens[reading.at] === '?') reading.at += 1
  return times
}

function timesOf(token: string | undefined): Times | undefined {
  if (token === '?') return { min: 0, max: 1 }
  if (token === '*') return { min: 0, max: Number.POSITIVE_INFINITY }
  if (token === '+') return { min: 1, max: Number.POSITIVE_INFINITY }
  const bounds = /^\{(\d+)(,?)(\d*)\}$/.exec(token ?? '')
  if (!bounds) return undefined
  const min = Number(bounds[1])
  if (!bounds[2]) return { min, max: min }
  return { min, max: bounds[3] ? Number(bounds[3]) : Number.POSITIVE_INFINITY }
}

function probe(token: string, flags: string): boolean[] {
  const one = new RegExp(`^(?:${token})$`, flags.replace(/[gy]/g, ''))
  return PROBES.map((character) => one.test(character))
}
