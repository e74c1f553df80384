import type { Exchange } from '../../exchange.ts'
import { startsEntry } from '../log-lines/create-entry-joiner.ts'
import { readCurl } from './read-curl.ts'
import { readHar } from './read-har.ts'
import { readJsonExchange } from './read-json-exchange.ts'
import { createLogReader, isJsonStart, isOtherRecord, readLogLine, readLogRecord } from './read-log-input.ts'

/**
 * One thing found in an input: an exchange with the line it starts on and its own id, or what is wrong there. The exchange
 * of a line of a log has that line as `log`, and what it tells of request and answer.
 */
export type InputItem =
  | { line: number; id?: string | number; exchange: Exchange }
  | { line: number; error: { found: string; expected: string } }

const EXPECTED = 'curl -i or curl -v output, a HAR file, a JSON object with a "response", JSON lines of these, or lines of a log'
const FOUND_MAX = 60

/** Reads one line of JSONL; a HAR or a list in one line gives several items. A line of a log that is no JSON is read too. Never throws. */
export function readJsonLine(text: string, line: number): InputItem[] {
  try {
    return readJsonValue(JSON.parse(text), line)
  } catch {
    const log = isJsonStart(text) ? undefined : readLogLine(text, line)
    return [log ?? malformed(line, text, 'a JSON object in one line')]
  }
}

/**
 * Reads a whole input of any known form: `curl -i`, `curl -v`, HAR, JSON (an object or a list), JSONL, lines of a log.
 * Lines of a log that tell of no request are passed over.
 * Never throws; what cannot be read is an item with its line, what was found and what was expected.
 */
export function readInput(text: string): InputItem[] {
  const bare = text.replace(/^\uFEFF/, '')
  const start = bare.trimStart()
  if (start === '') return [NOTHING]
  if (isJsonStart(start)) return readJsonText(bare)
  // A record of an audit log holds a request and an answer, as curl's output does.
  const items = startsEntry(start.split('\n', 1)[0] ?? '') ? [] : readCurl(bare)
  if (items.length > 0) return items
  const reader = createLogReader()
  const logged = [...bare.split(/\r?\n/).flatMap((line) => reader.line(line)), ...reader.end()]
  return logged.length > 0 ? logged : [unknownForm(start)]
}

/** What an input without any content is answered with. */
export const NOTHING: InputItem = { line: 1, error: { found: 'nothing', expected: EXPECTED } }

/** What an input of none of the known forms is answered with; `start` is how it begins. */
export function unknownForm(start: string): InputItem {
  return malformed(1, start, EXPECTED)
}

/** Reads a JSON value that begins on `line`: an exchange, a HAR, or a list of these. Throws a RangeError for lists nested too deep. */
export function readJsonValue(value: unknown, line: number): InputItem[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ line, error: { found: 'an empty list', expected: 'a list of exchanges' } }]
    return value.flatMap((member) => readJsonValue(member, line))
  }
  const entries = readHar(value)
  if (entries) return entries.map((entry) => ({ line, ...entry }))
  const logged = readLogRecord(value, line)
  if (!logged && isOtherRecord(value)) return []
  return [logged ?? { line, ...readJsonExchange(value) }]
}

function readJsonText(text: string): InputItem[] {
  try {
    return readJsonValue(JSON.parse(text), 1)
  } catch {
    return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : readJsonLine(line, index + 1)))
  }
}

function malformed(line: number, text: string, expected: string): InputItem {
  const words = text.trim().split('\n', 1)[0] ?? ''
  return { line, error: { found: isText(words) ? quoteStart(words) : `bytes that are no text${nameOfFormat(text)}`, expected } }
}

/** The beginning of what was found, without what may be secret: only up to the first colon or equals sign. */
function quoteStart(text: string): string {
  const start = text.slice(0, FOUND_MAX).split(/[:=]/, 1)[0] ?? ''
  return `"${start.trimEnd()}${start.length < text.length ? '…' : ''}"`
}

function isText(words: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text has
  return !/[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/.test(words.slice(0, FOUND_MAX))
}

function nameOfFormat(text: string): string {
  if (text.startsWith('\u001f\ufffd')) return ' (gzip: unpack it first)'
  return text.startsWith('PK\u0003\u0004') ? ' (zip: unpack it first)' : ''
}
