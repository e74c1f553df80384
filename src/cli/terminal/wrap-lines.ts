import { stripVTControlCharacters } from 'node:util'
import { wrapText } from './terminal-page.ts'

/** What stands in front of a line's text: spaces, a mark, and a name in a column of its own. */
const LEAD = /^ *(?:[•◦→] |[✓!·] \S+ +|\S[^ ]*(?: \S+)? {2,})?/
/** Beyond that a text set in is a narrow strip. */
const HANG_MAX_SHARE = 0.4

/** Each line broken between words at `width` columns, what follows set in to where its text begins. An infinite width changes nothing. */
export function wrapLines(text: string, width: number): string {
  if (!Number.isFinite(width)) return text
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n')
}

function wrapLine(line: string, width: number): string[] {
  const plain = stripVTControlCharacters(line)
  if (plain.length <= width) return [line]
  const start = /^ */.exec(line)?.[0] ?? ''
  const lead = LEAD.exec(plain)?.[0].length ?? 0
  const hang = lead <= width * HANG_MAX_SHARE ? lead : start.length + 2
  const [first = '', ...rest] = wrapText(line.slice(start.length), width - hang)
  return [start + first, ...rest.map((more) => ' '.repeat(hang) + more.trimStart())]
}
