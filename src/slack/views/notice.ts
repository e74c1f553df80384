import type { KnownBlock } from '@slack/types'
import { section } from './elements.ts'
import { MESSAGE_BUDGET, SECTION_TEXT_MAX } from './limits.ts'
import { type Rendered, render } from './rendered.ts'
import { codeBlock, escapeText } from './text.ts'

/** A sentence of our own for one person. */
export function notice(text: string): Rendered {
  const escaped = escapeText(text)
  return render({ id: 'notice', version: 0, text: escaped, blocks: [section(escaped)] })
}

/** A long markdown text to copy, as code blocks that end where lines end; clipped with "…" where a message ends. */
export function documentMessage(title: string, text: string): Rendered {
  const size = SECTION_TEXT_MAX - 600
  const pages = Math.floor(MESSAGE_BUDGET / SECTION_TEXT_MAX)
  const blocks: KnownBlock[] = [section(escapeText(title))]
  const pageMax = Math.floor((MESSAGE_BUDGET - escapeText(title).length) / pages)
  let rest = withTildes(text)
  for (let page = 1; page <= pages && rest !== ''; page++) {
    const cut = page === pages || rest.length <= size ? rest.length : rest.lastIndexOf('\n', size) + 1 || size
    blocks.push(section(codeBlock(rest.slice(0, cut), pageMax)))
    rest = rest.slice(cut)
  }
  return render({ id: 'document', version: 0, text: escapeText(title), blocks })
}

/** Fences of backticks, which would end Slack's own code block, as fences of tildes that nothing in the text can close. */
function withTildes(markdown: string): string {
  const longest = Math.max(2, ...[...markdown.matchAll(/~+/g)].map(([run]) => run.length))
  return markdown.replace(/^(\s*)`{3,}([a-z]*)$/gm, (_, indent: string, language: string) => indent + '~'.repeat(longest + 1) + language)
}
