import type { SyntaxNode } from '@lezer/common'
import { GFM, parser } from '@lezer/markdown'
import { inlineText } from './inline-text.ts'

/** Offsets into the text, the end not included. */
export type Span = { from: number; to: number }
/** A link as it is used in prose or a list; `url` is resolved through its definition, escapes undone. */
export type MarkdownLink = Span & { url: string; urlFrom: number; text: string }
/** A fenced code block. `indent` columns were taken off each line of `body`, which starts at offset `bodyFrom`. */
export type Fence = Span & { lang: string; langFrom: number; body: string; bodyFrom: number; indent: number; closed: boolean }
/** One item of a list; `node` is its only paragraph, null when it holds anything more. */
export type Item = Span & { node: SyntaxNode | null }

/** What lies at the top level of a document, in order. */
export type Block =
  | (Span & { kind: 'heading'; level: number; title: string; titleFrom: number })
  | ({ kind: 'fence' } & Fence)
  | (Span & { kind: 'list'; items: Item[] })
  | (Span & { kind: 'other' })

/** A document: its blocks, every link in it, fences that are not at the top level, and where code lies. */
export type Markdown = { blocks: Block[]; links: Map<number, MarkdownLink>; nestedFences: Fence[]; code: Span[] }

const markdown = parser.configure(GFM)
const CODE = new Set(['InlineCode', 'FencedCode', 'CodeBlock'])

/** Reads GitHub-flavoured markdown (CommonMark with tables, task lists, bare links). Any text is a document. */
export function readMarkdown(text: string): Markdown {
  const { topNode } = markdown.parse(text)
  const document: Markdown = { blocks: [], links: new Map(), nestedFences: [], code: [] }
  const links: SyntaxNode[] = []
  const definitions = new Map<string, string>()
  topNode.cursor().iterate((ref) => {
    if (ref.name === 'LinkReference') define(text, ref.node, definitions)
    if (ref.name === 'Link' || ref.name === 'Autolink' || ref.name === 'URL') links.push(ref.node)
    if (CODE.has(ref.name)) document.code.push({ from: ref.from, to: ref.to })
    if (ref.name === 'FencedCode' && ref.node.parent?.name !== 'Document') document.nestedFences.push(readFence(text, ref.node))
    return !CODE.has(ref.name)
  })
  for (const node of links) {
    const link = readLink(text, node, definitions)
    if (link) document.links.set(link.from, link)
  }
  for (let node = topNode.firstChild; node; node = node.nextSibling) document.blocks.push(readBlock(text, node))
  return document
}

function readBlock(text: string, node: SyntaxNode): Block {
  const { from, to, name } = node
  const heading = /^(?:ATX|Setext)Heading(\d)$/.exec(name)
  if (heading) {
    const titleFrom = from + (/^\s*#*[ \t]*/.exec(text.slice(from, to))?.[0].length ?? 0)
    return { kind: 'heading', level: Number(heading[1]), title: inlineText(text, node), titleFrom, from, to }
  }
  if (name === 'FencedCode') return { kind: 'fence', ...readFence(text, node) }
  if (name !== 'BulletList' && name !== 'OrderedList') return { kind: 'other', from, to }
  return { kind: 'list', items: node.getChildren('ListItem').map(readItem), from, to }
}

function readItem(node: SyntaxNode): Item {
  const content: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name !== 'ListMark') content.push(child)
  const only = content.length === 1 ? content[0] : undefined
  return { from: node.from, to: node.to, node: only && ['Paragraph', 'Task'].includes(only.name) ? only : null }
}

function readFence(text: string, node: SyntaxNode): Fence {
  const info = node.getChild('CodeInfo')
  const lineStart = text.lastIndexOf('\n', node.from - 1) + 1
  const indent = node.from - lineStart
  const closed = node.getChildren('CodeMark').length > 1
  const firstEnd = text.indexOf('\n', node.from)
  const bodyFrom = firstEnd < 0 || firstEnd >= node.to ? node.to : firstEnd + 1
  const bodyTo = closed ? Math.max(bodyFrom, text.lastIndexOf('\n', node.to - 1) + 1) : node.to
  const lines = text.slice(bodyFrom, bodyTo).replace(/\n$/, '').split('\n')
  const body = lines.map((line) => line.replace(new RegExp(`^ {0,${indent}}`), '')).join('\n')
  const lang = info ? (text.slice(info.from, info.to).split(/\s/)[0] ?? '') : ''
  return { from: node.from, to: node.to, lang, langFrom: info?.from ?? node.from, body, bodyFrom, indent, closed }
}

function define(text: string, node: SyntaxNode, definitions: Map<string, string>): void {
  const label = node.getChild('LinkLabel')
  const url = node.getChild('URL')
  if (!label || !url) return
  const name = labelName(text.slice(label.from + 1, label.to - 1))
  if (!definitions.has(name)) definitions.set(name, text.slice(url.from, url.to))
}

function readLink(text: string, node: SyntaxNode, definitions: ReadonlyMap<string, string>): MarkdownLink | undefined {
  const { from, to, name } = node
  if (name === 'URL') {
    if (['Link', 'Autolink', 'LinkReference', 'Image'].includes(node.parent?.name ?? '')) return undefined
    const url = text.slice(from, to)
    return { from, to, url, urlFrom: from, text: url }
  }
  const target = node.getChild('URL')
  const label = node.getChild('LinkLabel')
  const shown = inlineText(text, node)
  if (target) return { from, to, url: cleanUrl(text.slice(target.from, target.to)), urlFrom: target.from, text: shown }
  const defined = definitions.get(labelName(label && label.to - label.from > 2 ? text.slice(label.from + 1, label.to - 1) : shown))
  return defined === undefined ? undefined : { from, to, url: cleanUrl(defined), urlFrom: from, text: shown }
}

function labelName(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase()
}

function cleanUrl(url: string): string {
  const bare = url.startsWith('<') && url.endsWith('>') ? url.slice(1, -1) : url
  return /[\\&]/.test(bare) ? bare.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&amp;', '&') : bare
}
