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

/** A long text to copy, as code blocks; clipped with "…" where a message ends. */
export function documentMessage(title: string, text: string): Rendered {
  const size = SECTION_TEXT_MAX - 600
  const pages = Math.floor(MESSAGE_BUDGET / SECTION_TEXT_MAX)
  const blocks: KnownBlock[] = [section(escapeText(title))]
  for (let page = 0; page < pages && page * size < text.length; page++) {
    const rest = text.slice(page * size)
    blocks.push(section(codeBlock(page === pages - 1 ? rest : rest.slice(0, size), SECTION_TEXT_MAX)))
  }
  return render({ id: 'document', version: 0, text: escapeText(title), blocks })
}
