import type { SyntaxNode } from '@lezer/common'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString as plainText } from 'mdast-util-to-string'

const SILENT = new Set(['HeaderMark', 'EmphasisMark', 'StrikethroughMark', 'CodeMark', 'LinkMark', 'LinkLabel', 'LinkTitle', 'QuoteMark'])
const DROPPED = new Set(['HTMLTag', 'Comment', 'ProcessingInstruction', 'Image', 'TaskMarker'])

/** A part of a text, as offsets into it. */
type Range = { from: number; to: number }

/** What a reader sees of `node` within a range: no marks, escapes and entities decoded, blanks collapsed. */
export function inlineText(text: string, node: SyntaxNode, range: Range = node): string {
  return rawInline(text, node, range).replace(/\s+/g, ' ').trim()
}

function rawInline(text: string, node: SyntaxNode, { from, to }: Range): string {
  let shown = ''
  let at = Math.max(from, node.from)
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.to <= from) continue
    if (child.from >= to) break
    shown += text.slice(at, Math.max(at, child.from)) + childText(text, child, { from, to })
    at = child.to
  }
  return shown + text.slice(at, Math.max(at, Math.min(to, node.to)))
}

function childText(text: string, child: SyntaxNode, range: Range): string {
  if (SILENT.has(child.name) || DROPPED.has(child.name)) return ''
  if (child.name === 'URL') return child.parent?.name === 'Link' ? '' : text.slice(child.from, child.to)
  if (child.name === 'Escape') return text.slice(child.from + 1, child.to)
  if (child.name === 'Entity') return plainText(fromMarkdown(text.slice(child.from, child.to)))
  return rawInline(text, child, range)
}
