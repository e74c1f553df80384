import { indexOrEnd } from './index-or-end.ts'

/** One field of a line; `quote` is the character that it stood in. */
export type Field = { text: string; quote: '"' | '[' | '' }

const FIELDS_MAX = 80

/**
 * Splits a line at spaces; what stands in `"…"` (a backslash protects a quote) or `[…]` is one field without them.
 * A quote that is not closed ends with the line. At most 80 fields; reads each character once.
 */
export function splitFields(line: string): Field[] {
  const fields: Field[] = []
  let at = 0
  while (at < line.length && fields.length < FIELDS_MAX) {
    const char = line[at]
    if (char === ' ') {
      at += 1
      continue
    }
    const end = char === '"' ? closingQuote(line, at) : indexOrEnd(line, char === '[' ? ']' : ' ', at)
    const quote = char === '"' || char === '[' ? char : ''
    fields.push({ text: line.slice(quote ? at + 1 : at, end), quote })
    at = quote ? end + 1 : end
  }
  return fields
}

function closingQuote(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1
    else if (line[at] === '"') return at
  }
  return line.length
}
