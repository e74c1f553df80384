import type { BlockContent, Heading, List, PhrasingContent, Root, RootContent } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'

/** Text of our own words. An `@` is parted from what follows, so that it calls nobody. */
export function words(text: string): PhrasingContent {
  return { type: 'text', value: text.replaceAll('@', '@\u200b') }
}

/** Text of others, as code: no links, no mentions, no markup. */
export function quoted(text: string): PhrasingContent {
  return { type: 'inlineCode', value: text.replaceAll(/\s+/g, ' ') }
}

/** Text of others over several lines, fenced; the fence is longer than any in the text. */
export function fenced(text: string): BlockContent {
  return { type: 'code', lang: 'text', value: text }
}

/** A heading of level `depth`. */
export function heading(depth: Heading['depth'], ...children: PhrasingContent[]): RootContent {
  return { type: 'heading', depth, children }
}

/** One paragraph. */
export function paragraph(...children: PhrasingContent[]): BlockContent {
  return { type: 'paragraph', children }
}

/** A bullet list; each item is one paragraph or several blocks. */
export function list(items: readonly BlockContent[][]): List {
  return { type: 'list', ordered: false, spread: false, children: items.map((children) => ({ type: 'listItem', spread: false, children })) }
}

/** The blocks as GitHub-flavoured markdown, everything escaped that could be read as markup. */
export function printMarkdown(children: RootContent[]): string {
  const root: Root = { type: 'root', children }
  return toMarkdown(root, { bullet: '-', fences: true, extensions: [gfmToMarkdown()] })
}
