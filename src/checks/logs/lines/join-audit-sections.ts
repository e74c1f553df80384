import { auditBoundary } from '../../../denial/log-lines/formats/modsecurity-native.ts'

/** One line, or several that belong together, with its place in what was read. */
export type PlacedLine = { text: string; key: string }

/** The parts that tell of a request and its refusal; bodies are left out, they are long and somebody's own. */
const TELLING_PARTS = new Set(['A', 'B', 'F', 'H', 'Z'])
const ENTRY_LINES_MAX = 2_000

type Entry = { id: string; key: string; part: string; lines: string[] }

/**
 * Lines in which each entry of ModSecurity's native audit log (parts A to Z, one id) stands as one; all other lines stay as they
 * are, in their order. What is left of an entry whose beginning was not read is left out.
 * Source: https://github.com/owasp-modsecurity/ModSecurity/wiki/ModSecurity-2-Data-Formats#audit-log
 */
export function joinAuditSections(lines: readonly PlacedLine[]): PlacedLine[] {
  const out: PlacedLine[] = []
  let entry: Entry | undefined
  for (const line of lines) {
    const boundary = auditBoundary(line.text)
    if (boundary && boundary.id !== entry?.id) {
      if (entry) out.push(joined(entry))
      entry = { id: boundary.id, key: line.key, part: '', lines: [] }
    }
    if (!entry) {
      out.push(line)
      continue
    }
    if (boundary) entry.part = boundary.part
    if (TELLING_PARTS.has(entry.part) && entry.lines.length < ENTRY_LINES_MAX) entry.lines.push(line.text)
    if (boundary?.part === 'Z') {
      out.push(joined(entry))
      entry = undefined
    }
  }
  return (entry ? [...out, joined(entry)] : out).filter(({ text }) => !isHeadless(text))
}

function joined({ key, lines }: Entry): PlacedLine {
  return { key, text: lines.join('\n') }
}

function isHeadless(text: string): boolean {
  const part = auditBoundary(text.split('\n', 1)[0] ?? '')?.part
  return part !== undefined && part !== 'A'
}
