import { parseCondition } from '../../expression/condition.ts'
import { type DraftBranch, draftLink } from './draft.ts'
import { inlineText } from './inline-text.ts'
import type { Item, Markdown, MarkdownLink } from './read-markdown.ts'
import type { SourceText } from './source-text.ts'
import { spansWithin } from './spans-within.ts'
import { parseStepLink } from './step-link.ts'

const ARROW = /\s*(?:→|⟶|➔|->|=>|-->)\s*$/
const OTHERWISE = /^otherwise\b[\s,:–—-]*/i
/** What may stand between a condition and the words that explain it. */
const LEAD = /^[\s,:–—-]+/

/** The branches of a list whose items all end in one link to a step; null for any other list, which is prose. */
export function readBranches(source: SourceText, markdown: Markdown, items: readonly Item[]): DraftBranch[] | null {
  const branches: DraftBranch[] = []
  for (const item of items) {
    const branch = readBranch(source, markdown, item)
    if (!branch) return null
    branches.push(branch)
  }
  return branches.length > 0 ? branches : null
}

/** Whether an item reads like a branch: it has an arrow, or begins with `otherwise`. */
export function looksLikeBranch(source: SourceText, item: Item): boolean {
  const text = source.text.slice(item.from, item.to)
  return /→|->/.test(text) || /^\S+\s+otherwise\b/i.test(text)
}

function readBranch(source: SourceText, markdown: Markdown, item: Item): DraftBranch | null {
  const { node } = item
  const link = node && lastLink(source, markdown, item)
  if (!node || !link) return null
  const at = source.positionAt(item.from)
  const base = { at, link: draftLink(source, link) }
  const first = skipBlank(source.text, node.firstChild?.name === 'TaskMarker' ? node.firstChild.to : node.from)
  const code = codeAt(source.text, first, markdown)
  if (code) {
    const note = inlineText(source.text, node, { from: code.to, to: link.from }).replace(ARROW, '').replace(LEAD, '')
    return {
      ...base,
      kind: 'when',
      text: code.value,
      textAt: source.positionAt(code.valueFrom),
      condition: parseCondition(code.value),
      ...(note ? { note } : {}),
    }
  }
  const text = inlineText(source.text, node, { from: node.from, to: link.from }).replace(ARROW, '')
  const textAt = source.positionAt(first)
  if (!OTHERWISE.test(text)) return { ...base, kind: 'answer', text: text || link.text, textAt }
  const note = text.replace(OTHERWISE, '')
  return { ...base, kind: 'otherwise', text: '', textAt, ...(note ? { note } : {}) }
}

/** The only link of an item, when it leads to a step and nothing but marks follows it. */
function lastLink(source: SourceText, markdown: Markdown, { node, to }: Item): MarkdownLink | undefined {
  if (!node) return undefined
  const cursor = node.cursor()
  const links: MarkdownLink[] = []
  cursor.iterate((ref) => {
    const link = markdown.links.get(ref.from)
    if (link && link.to === ref.to && ref.to <= to) links.push(link)
    return !link
  })
  const [link] = links
  if (!link || links.length !== 1 || !parseStepLink(source.file, link.url)) return undefined
  return /^[\s*_]*$/.test(source.text.slice(link.to, node.to)) ? link : undefined
}

function codeAt(text: string, from: number, { code }: Markdown): { value: string; valueFrom: number; to: number } | undefined {
  if (text[from] !== '`') return undefined
  const [span] = spansWithin(code, { from, to: text.length })
  if (span?.from !== from) return undefined
  const ticks = /^`+/.exec(text.slice(from))?.[0].length ?? 1
  const inner = text.slice(from + ticks, span.to - ticks)
  const value = inner.replace(/\s+/g, ' ').trim()
  return { value, valueFrom: from + ticks + (inner.length - inner.trimStart().length), to: span.to }
}

function skipBlank(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at] as string)) at++
  return at
}
