import type { DraftFront, Flaw } from './draft.ts'
import { isMapping, readYaml } from './read-yaml.ts'
import type { SourceText } from './source-text.ts'

const FRONT_MATTER = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/
const FIELDS = ['title', 'summary', 'owner', 'reviewed'] as const

/** Reads the YAML between the `---` lines at the top of a file. `end` is the offset after it, 0 when there is none. */
export function readFront(source: SourceText): { front: DraftFront; end: number; flaws: Flaw[] } {
  const match = FRONT_MATTER.exec(source.text)
  const at = { line: 1, column: 1 }
  if (!match) return { front: { at, yaml: null }, end: 0, flaws: openFront(source) }
  const yaml = readYaml(source, { body: match[1] ?? '', bodyFrom: source.text.indexOf('\n') + 1, indent: 0 })
  const front: DraftFront = { at, yaml }
  const end = match[0].length
  if (yaml.error) return { front, end, flaws: [{ rule: 'front-matter', ...yaml.error }] }
  if (yaml.value === null || yaml.value === undefined) return { front, end, flaws: [] }
  if (!isMapping(yaml.value)) {
    const flaw: Flaw = { rule: 'front-matter', at: yaml.positionOf([]), found: 'no mapping', expected: 'lines such as `owner: "@team"`' }
    return { front, end, flaws: [flaw] }
  }
  return { end, ...readFields(front, yaml.value) }
}

function readFields(front: DraftFront, value: Record<string, unknown>): { front: DraftFront; flaws: Flaw[] } {
  const flaws: Flaw[] = []
  for (const name of FIELDS) {
    const field = value[name]
    if (field === undefined || field === null) continue
    if (typeof field === 'string' || typeof field === 'number') front[name] = String(field)
    else
      flaws.push({
        rule: 'front-matter',
        at: front.yaml?.positionOf([name]) ?? front.at,
        found: `a ${kindOf(field)} as \`${name}\``,
        expected: 'text',
      })
  }
  return { front, flaws }
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value === 'object' ? 'mapping' : typeof value
}

/** A first line `---` with no second one swallows the file on some hosts and shows a line on others. */
function openFront(source: SourceText): Flaw[] {
  if (!/^---[ \t]*$/.test(source.lines[0] ?? '') || !/^\w+:/.test(source.lines[1] ?? '')) return []
  return [
    { rule: 'front-matter', at: { line: 1, column: 1 }, found: 'front matter that is never closed', expected: 'a line `---` after it' },
  ]
}
