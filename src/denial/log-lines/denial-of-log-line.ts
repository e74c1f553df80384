import { statusMeaning } from '../answer/status-meanings.ts'
import type { Denial } from '../denial.ts'
import { explainLogLine } from './explain-log-line.ts'
import type { LogReading } from './log-reading.ts'

/** The denial that one line of a log tells of, its evidence quoting the line; null when nothing is known about the line. */
export function denialOfLogLine(line: string, options: { fields?: string } = {}): Denial | null {
  const reading = explainLogLine(line, options)
  return reading && denialOfReading(reading)
}

/** A log line's reading in the form of every other denial; `where` of its evidence is `log`. */
function denialOfReading({ denial, verdict, status, references }: LogReading): Denial {
  if (!denial) return { ...NO_DENIAL, verdict, evidence: status === undefined ? [] : [evidenceOfStatus(status)], references }
  const { means, text, ...rest } = denial
  return { verdict, ...rest, evidence: [{ exchange: 0, where: 'log', text, means }], references }
}

const NO_DENIAL: Omit<Denial, 'verdict' | 'evidence' | 'references'> = {
  layer: 'unknown',
  product: 'unknown',
  cause: 'unknown',
  causes: [],
  confidence: 0,
  via: [],
}

function evidenceOfStatus(status: number): Denial['evidence'][number] {
  return { exchange: 0, where: 'log', text: String(status), means: statusMeaning(status).means }
}
