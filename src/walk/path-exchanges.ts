import type { CheckResult } from '../checks/finding.ts'
import type { Denial } from '../denial/denial.ts'
import { identify } from '../denial/identify.ts'
import type { Exchange } from '../exchange.ts'
import { probeMark } from './sent-probes.ts'

/** What a path of results holds, and the paths that go on from it; kept as long as its results are. */
type Reading = { exchanges: readonly Exchange[]; marks: ReadonlySet<string>; onward: WeakMap<CheckResult, Reading> }

const START: Reading = { exchanges: [], marks: new Set(), onward: new WeakMap() }
const denials = new WeakMap<readonly Exchange[], Denial>()

/**
 * The exchanges of results in path order; one that two checks share is there once, and again where a log tells more of
 * it. The same results give the very same list, and so do results that add none: `denialIn` reads it once.
 */
export function exchangesIn(results: Iterable<CheckResult>): readonly Exchange[] {
  let reading = START
  for (const result of results) reading = goOn(reading, result)
  return reading.exchanges
}

/** Who refused, by exchanges in path order. Read once for a list, which must not change after. */
export function denialIn(exchanges: readonly Exchange[]): Denial {
  const known = denials.get(exchanges)
  if (known) return known
  const denial = identify(exchanges)
  denials.set(exchanges, denial)
  return denial
}

function goOn(before: Reading, result: CheckResult): Reading {
  const known = before.onward.get(result)
  if (known) return known
  const marks = new Set(before.marks)
  const fresh = result.exchanges.filter((exchange) => {
    const mark = `${probeMark(exchange)} ${exchange.log ?? ''}`
    if (exchange.at !== undefined && marks.has(mark)) return false
    marks.add(mark)
    return true
  })
  const exchanges = fresh.length > 0 ? [...before.exchanges, ...fresh] : before.exchanges
  const reading = { exchanges, marks, onward: new WeakMap() }
  before.onward.set(result, reading)
  return reading
}
