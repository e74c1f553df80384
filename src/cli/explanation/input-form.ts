import { isJsonStart, isLogLine } from '../../denial/input/read-log-input.ts'

/**
 * How an input is read: `lines` is JSONL; `har`, `list` and `documents` are JSON over several lines (or one very long
 * one) whose members are read one at a time; `log` is lines of a log; `curl` is everything else.
 */
export type InputForm = 'lines' | 'har' | 'list' | 'documents' | 'log' | 'curl'

/** Characters after which the form is settled with what is known. */
const LOOK_MAX = 1024 * 1024
const LINES_MAX = 200
const LOG_LINE_MAX = 65_536
const STATUS_LINE = /^(?:< ?)?HTTP\/\d/
const HAR_START = /^\{\s*"log"\s*:\s*\{/

/** The form of an input that begins with `head`; undefined when more must be seen. `ended`: there is no more. */
export function decideForm(head: string, ended: boolean): InputForm | undefined {
  const text = head.trimStart()
  const settled = ended || text.length > LOOK_MAX
  if (text === '') return settled ? 'curl' : undefined
  return isJsonStart(text) ? formOfJson(text, settled) : formOfText(text, settled)
}

function formOfJson(text: string, settled: boolean): InputForm | undefined {
  const end = text.indexOf('\n')
  if (end < 0 && !settled) return undefined
  const first = (end < 0 ? text : text.slice(0, end)).trimEnd()
  if (first.length <= LOOK_MAX && isJson(first)) return 'lines'
  if (HAR_START.test(text)) return 'har'
  if (text.startsWith('[')) return end < 0 || isOpen(first) ? 'list' : 'lines'
  return end >= 0 && isOpen(first) ? 'documents' : 'lines'
}

/** JSON that was laid out over lines breaks them behind these. */
function isOpen(line: string): boolean {
  return /[{[,:]$/.test(line)
}

/** A first line that is no JSON may be a mistake in JSONL: JSON in a line before any status line shows it. So does a line of a log. */
function formOfText(text: string, settled: boolean): InputForm | undefined {
  const lines = text.split('\n')
  const whole = settled ? lines : lines.slice(0, -1)
  for (const line of whole.slice(0, LINES_MAX).map((each) => each.trim())) {
    if (STATUS_LINE.test(line)) return 'curl'
    if (line.startsWith('{"') && isJson(line)) return 'lines'
    if (isLogLine(line.slice(0, LOG_LINE_MAX))) return 'log'
  }
  return settled || whole.length > LINES_MAX ? 'curl' : undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
