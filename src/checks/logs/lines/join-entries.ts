import { createEntryJoiner } from '../../../denial/log-lines/create-entry-joiner.ts'
import type { PlacedLine } from './join-audit-sections.ts'

/** Lines in which each entry that goes on over several lines (lighttpd, varnishlog) stands as one, at the place of its first line. */
export function joinEntries(lines: readonly PlacedLine[]): PlacedLine[] {
  const joiner = createEntryJoiner()
  const keys: string[] = []
  const placed = (text: string): PlacedLine => ({ text, key: keys.splice(0, countLines(text))[0] ?? '' })
  const out: PlacedLine[] = []
  for (const line of lines) {
    if (line.text.includes('\n')) {
      out.push(...joiner.end().map(placed), line)
      continue
    }
    keys.push(line.key)
    out.push(...joiner.line(line.text).map(placed))
  }
  return [...out, ...joiner.end().map(placed)]
}

const countLines = (text: string) => text.split('\n').length
