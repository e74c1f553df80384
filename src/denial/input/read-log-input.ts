import type { Exchange } from '../../exchange.ts'
import { redactText } from '../../redaction/redact-text.ts'
import { createEntryJoiner, startsEntry } from '../log-lines/create-entry-joiner.ts'
import { explainLogLine, explainLogRecord } from '../log-lines/explain-log-line.ts'
import { isRecord } from '../log-lines/json-record.ts'
import type { LogReading } from '../log-lines/log-reading.ts'

/** A log line as an input item: the exchange that it tells of, with the line itself. */
type LogItem = { line: number; exchange: Exchange }

/** Reads pasted or streamed log lines one by one; lines that tell of no request give nothing. All are counted. */
type LogReader = { line(text: string): LogItem[]; end(): LogItem[] }

const FIELDS = /^#Fields:/i
/** Members of log records that would pass as exchanges too, with `request` and `response`: Kong's, ModSecurity's and Caddy's. */
const LOG_MEMBERS = ['latencies', 'audit_data', 'resp_headers', 'err_trace']
/** Characters of a line that are kept. */
const LOG_MAX = 65_536

/** A reader that remembers the `#Fields:` directive of a W3C log for the lines behind it, and puts records over several lines together. */
export function createLogReader(): LogReader {
  const joiner = createEntryJoiner()
  let number = 0
  let fields: string | undefined
  const read = (entries: readonly string[]) =>
    entries.filter((entry) => !entry.startsWith('#')).flatMap((entry) => readLogLine(entry, number, fields) ?? [])
  return {
    line(text) {
      number += 1
      if (FIELDS.test(text)) fields = text
      return read(joiner.line(text))
    },
    end: () => read(joiner.end()),
  }
}

/** One line of a log, also among lines of something else; undefined when nothing is known about it. */
export function readLogLine(text: string, line: number, fields?: string): LogItem | undefined {
  const reading = explainLogLine(text, { fields })
  return reading ? logItem(reading, { line, text: fields === undefined ? text : `${fields.trim()}\n${text}` }) : undefined
}

/** Whether a text begins as JSON does; logs begin lines with `[` too, but with a time or a word in it. */
export function isJsonStart(text: string): boolean {
  return /^\s*(?:\{|\[\s*(?:[[{"\]]|$))/.test(text.slice(0, 200))
}

/** Whether a line of an input is one of a log that is known. */
export function isLogLine(text: string): boolean {
  return FIELDS.test(text) || startsEntry(text) || explainLogLine(text) !== null
}

/** A JSON value that is a log record rather than an exchange; undefined when it is none. */
export function readLogRecord(value: unknown, line: number): LogItem | undefined {
  if (!isRecord(value)) return undefined
  const isLikeExchange = Object.hasOwn(value, 'request') || Object.hasOwn(value, 'response')
  if (isLikeExchange && !LOG_MEMBERS.some((name) => Object.hasOwn(value, name))) return undefined
  const reading = explainLogRecord(value)
  return reading ? logItem(reading, { line, text: JSON.stringify(value) }) : undefined
}

/** A line that a structured log writes about something else than a request: it has a level, a message and no answer. */
export function isOtherRecord(value: unknown): boolean {
  if (!isRecord(value) || Object.hasOwn(value, 'response')) return false
  return Object.hasOwn(value, 'level') && (Object.hasOwn(value, 'msg') || Object.hasOwn(value, 'message'))
}

function logItem(reading: LogReading, { line, text }: { line: number; text: string }): LogItem {
  return { line, exchange: { ...exchangeOf(reading), log: redactText(text.slice(0, LOG_MAX)) } }
}

/** What the line tells of request and answer; without a status there is no answer. */
function exchangeOf({ method = 'GET', host, path = '', status, when }: LogReading): Exchange {
  return {
    ...(when?.iso === undefined ? {} : { at: when.iso }),
    request: { method, url: host === undefined || !path.startsWith('/') ? path : `https://${host}${path}`, headers: {} },
    response: status === undefined ? null : { status, headers: {}, body: '' },
  }
}
