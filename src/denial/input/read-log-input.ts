import type { Exchange } from '../../exchange.ts'
import { redactText } from '../../redaction/redact-text.ts'
import { explainLogLine, explainLogRecord } from '../log-lines/explain-log-line.ts'
import { isRecord } from '../log-lines/json-record.ts'
import type { LogReading } from '../log-lines/log-reading.ts'

/** A log line as an input item: the exchange that it tells of, with the line itself. */
type LogItem = { line: number; exchange: Exchange }

/** Reads pasted or streamed log lines one by one; lines that tell of no request give nothing. All are counted. */
type LogReader = { line(text: string): LogItem[] }

const FIELDS = /^#Fields:/i
/** Members of log records that would pass as exchanges too, with `request` and `response`: Kong's and ModSecurity's. */
const LOG_MEMBERS = ['latencies', 'audit_data']
/** Characters of a line that are kept. */
const LOG_MAX = 65_536

/** A reader that remembers the `#Fields:` directive of a W3C log for the lines behind it. */
export function createLogReader(): LogReader {
  let number = 0
  let fields: string | undefined
  return {
    line(text) {
      number += 1
      if (FIELDS.test(text)) fields = text
      const item = text.startsWith('#') ? undefined : readLogLine(text, number, fields)
      return item ? [item] : []
    },
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
  return FIELDS.test(text) || explainLogLine(text) !== null
}

/** A JSON value that is a log record rather than an exchange; undefined when it is none. */
export function readLogRecord(value: unknown, line: number): LogItem | undefined {
  if (!isRecord(value)) return undefined
  const isLikeExchange = Object.hasOwn(value, 'request') || Object.hasOwn(value, 'response')
  if (isLikeExchange && !LOG_MEMBERS.some((name) => Object.hasOwn(value, name))) return undefined
  const reading = explainLogRecord(value)
  return reading ? logItem(reading, { line, text: JSON.stringify(value) }) : undefined
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
