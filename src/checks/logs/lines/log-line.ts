import { explainLogLine } from '../../../denial/log-lines/explain-log-line.ts'
import type { LogReading } from '../../../denial/log-lines/log-reading.ts'

/**
 * One line of a log, in clear. `key` names it within its source, so that a second look knows it again. `times` are the moments
 * (ms since 1970) that it may tell, several where it names no zone, none where it tells no time. `shown` is what people read of a
 * record; `labels` is what the store keeps beside the line; `fields` the directive of a W3C log.
 */
export type LogLine = {
  source: string
  key: string
  text: string
  times: readonly number[]
  shown?: string
  labels?: string
  fields?: string
}

const readings = new WeakMap<LogLine, LogReading | null>()

/** The line as `explainLogLine` takes it: behind its directive, where it has one. */
export function fullText({ text, fields }: LogLine): string {
  return fields === undefined ? text : `${fields}\n${text}`
}

/** What the line tells; read once. */
export function readingOf(line: LogLine): LogReading | null {
  const known = readings.get(line)
  if (known !== undefined) return known
  const reading = explainLogLine(fullText(line))
  readings.set(line, reading)
  return reading
}
