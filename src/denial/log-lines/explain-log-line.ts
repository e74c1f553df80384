import type { JsonRecord } from './json-record.ts'
import { judgeLogLine } from './judge-log-line.ts'
import type { LogFacts, LogFormat, LogText } from './log-format.ts'
import { GENERAL_FORMATS, LOG_FORMATS } from './log-format-registry.ts'
import type { LogReading } from './log-reading.ts'
import { lineOf, prepareLine } from './prepare-line.ts'
import { type Unwrapped, unwrapLine } from './unwrap-line.ts'

/** Characters of a line that are read. */
const LINE_MAX = 1_048_576
const WRAPPINGS_MAX = 4

/**
 * Reads one line of a log, in any wrapping of a collector: what was asked, what came back, and why it was refused where
 * the line says so. Null when nothing is known about the line. `fields` is the `#Fields:` directive of a W3C log, which may
 * also stand in a line of its own before.
 * Pure, never throws, linear in the line's length; what is shown of the line is redacted.
 */
export function explainLogLine(line: string, options: { fields?: string } = {}): LogReading | null {
  const { directive, text } = splitDirective(line, options.fields)
  const fields = directive
    ?.replace(/^#Fields:/i, '')
    .trim()
    .split(/\s/)
    .filter(Boolean)
  return explainPrepared(prepareLine(text.length > LINE_MAX ? text.slice(0, LINE_MAX) : text, { fields }))
}

/** A line of a W3C log may stand behind its directive. */
function splitDirective(line: string, directive: string | undefined): { directive?: string; text: string } {
  const end = /^#Fields:/i.test(line) ? line.indexOf('\n') : -1
  return end < 0 ? { directive, text: line } : { directive: line.slice(0, end), text: line.slice(end + 1) }
}

/** Reads a log record that is parsed already, as `explainLogLine` does with its text. */
export function explainLogRecord(record: JsonRecord): LogReading | null {
  return explainPrepared(lineOf({ text: '', record }))
}

function explainPrepared(line: LogText): LogReading | null {
  const levels = unwrapLevels(line)
  return readLevels(levels, LOG_FORMATS) ?? readLevels(levels, GENERAL_FORMATS)
}

/** The line itself and what is inside, innermost first. */
function unwrapLevels(line: LogText): Unwrapped[] {
  const levels: Unwrapped[] = [{ line, facts: {} }]
  for (let inner = unwrapLine(line); inner && levels.length <= WRAPPINGS_MAX; inner = unwrapLine(inner.line)) levels.unshift(inner)
  return levels
}

function readLevels(levels: readonly Unwrapped[], formats: readonly LogFormat[]): LogReading | null {
  for (const format of formats) {
    for (const [depth, { line }] of levels.entries()) {
      const facts = format.read(line)
      const reading =
        facts &&
        judgeLogLine(
          addFacts(
            facts,
            levels.slice(depth).map((level) => level.facts),
          ),
          format,
        )
      if (reading) return reading
    }
  }
  return null
}

/** What the inner line leaves open, its wrappings may tell, the nearest first. */
function addFacts(facts: LogFacts, wrappings: readonly LogFacts[]): LogFacts {
  const all = [facts, ...wrappings]
  const outermostFirst = all.toReversed().flatMap((each) => Object.entries(each).filter(([, value]) => value !== undefined))
  return { ...(Object.fromEntries(outermostFirst) as LogFacts), references: all.flatMap((each) => each.references ?? []) }
}
