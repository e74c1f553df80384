import { type InputItem, readInput, readJsonLine } from '../denial/read-input.ts'

const DOCUMENT_MAX = 400 * 1024 * 1024
const DECIDE_WITHIN = 200
const STATUS_LINE = /^(?:< ?)?HTTP\/\d/

type Form = 'lines' | 'document' | 'undecided'

/**
 * Reads lines as JSONL, each as it comes and none kept, or gathers them when they are one document (curl output, a HAR
 * or JSON over several lines). Empty lines are passed over; line numbers count from 1.
 */
export async function* readStream(lines: AsyncIterable<string>): AsyncGenerator<InputItem> {
  const held: string[] = []
  let form: Form = 'undecided'
  let heldLength = 0
  let line = 0
  for await (const text of lines) {
    line += 1
    if (form === 'lines') {
      if (text.trim() !== '') yield* readJsonLine(text, line)
      continue
    }
    held.push(text)
    heldLength += text.length + 1
    if (heldLength > DOCUMENT_MAX) {
      yield { line: 1, error: { found: 'a document over 400 MB', expected: 'a smaller one, or JSON lines' } }
      return
    }
    if (form === 'undecided') form = decideForm(held)
    if (form === 'lines') yield* held.splice(0).flatMap((each, index) => (each.trim() === '' ? [] : readJsonLine(each, index + 1)))
  }
  if (form !== 'lines') yield* readInput(held.join('\n'))
}

/** A JSON value in one line means JSON lines; a status line, or JSON that is open at its line's end, one document. */
function decideForm(held: readonly string[]): Form {
  const text = (held.at(-1) ?? '').replace(/^\uFEFF/, '').trim()
  if (STATUS_LINE.test(text) || held.length > DECIDE_WITHIN) return 'document'
  if (!text.startsWith('{') && !text.startsWith('[')) return 'undecided'
  if (isJson(text)) return 'lines'
  const first = held.findIndex((each) => each.trim() !== '') === held.length - 1
  return first && !/[{[,:]$/.test(text) ? 'lines' : 'document'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
