import { parseRecord } from './json-record.ts'
import type { LogText } from './log-format.ts'
import { type Field, splitFields } from './split-fields.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what begins a colour
const COLOURS = /\u001b\[[\d;]{0,20}m/g

/** A text made ready for reading: a terminal's colours removed, JSON parsed. */
export function prepareLine(raw: string, rest: Pick<LogText, 'program' | 'fields'> = {}): LogText {
  const text = (raw.includes('\u001b') ? raw.replace(COLOURS, '') : raw).trim()
  return lineOf({ ...rest, ...parseRecord(text), text })
}

/** A line of these parts, whose fields are split when they are first asked for. */
export function lineOf({ text, record, isCut, program, fields }: Omit<LogText, 'split'>): LogText {
  let split: readonly Field[] | undefined
  return {
    text,
    split: () => {
      split ??= splitFields(text)
      return split
    },
    ...(record ? { record, isCut: isCut ?? false } : {}),
    ...(program ? { program } : {}),
    ...(fields ? { fields } : {}),
  }
}
