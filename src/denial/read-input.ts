import type { Exchange } from '../exchange.ts'
import { readCurl } from './read-curl.ts'
import { readHar } from './read-har.ts'
import { readJsonExchange } from './read-json-exchange.ts'

/** One thing found in an input: an exchange with the line it starts on and its own id, or what is wrong there. */
export type InputItem =
  | { line: number; id?: string | number; exchange: Exchange }
  | { line: number; error: { found: string; expected: string } }

const EXPECTED = 'curl -i or curl -v output, a HAR file, a JSON object with a "response", or JSON lines of these'
const FOUND_MAX = 60

/** Reads one line of JSONL; a HAR in one line gives several items. Never throws. */
export function readJsonLine(text: string, line: number): InputItem[] {
  try {
    return readJsonValue(JSON.parse(text), line)
  } catch {
    return [malformed(line, text, 'a JSON object in one line')]
  }
}

/**
 * Reads a whole input of any known form: `curl -i`, `curl -v`, HAR, JSON (an object or a list), JSONL.
 * Never throws; what cannot be read is an item with its line, what was found and what was expected.
 */
export function readInput(text: string): InputItem[] {
  const bare = text.replace(/^\uFEFF/, '')
  const start = bare.trimStart()
  if (start === '') return [{ line: 1, error: { found: 'nothing', expected: EXPECTED } }]
  if (start.startsWith('{') || start.startsWith('[')) return readJsonText(bare)
  const exchange = readCurl(bare)
  return exchange ? [{ line: 1, exchange }] : [malformed(1, start, EXPECTED)]
}

function readJsonText(text: string): InputItem[] {
  try {
    return readJsonValue(JSON.parse(text), 1)
  } catch {
    return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : readJsonLine(line, index + 1)))
  }
}

function readJsonValue(value: unknown, line: number): InputItem[] {
  if (Array.isArray(value)) return value.flatMap((member) => readJsonValue(member, line))
  const entries = readHar(value)
  if (entries) return entries.map((entry) => ({ line, ...entry }))
  return [{ line, ...readJsonExchange(value) }]
}

function malformed(line: number, text: string, expected: string): InputItem {
  const words = text.trim().split('\n', 1)[0] ?? ''
  return { line, error: { found: quoteStart(words), expected } }
}

/** The beginning of what was found, without what may be secret: only up to the first colon or equals sign. */
function quoteStart(text: string): string {
  const start = text.slice(0, FOUND_MAX).split(/[:=]/, 1)[0] ?? ''
  return `"${start.trimEnd()}${start.length < text.length ? '…' : ''}"`
}
