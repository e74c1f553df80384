import type { DraftProse } from './draft.ts'
import type { Block, Markdown, Span } from './read-markdown.ts'
import type { SourceText } from './source-text.ts'
import { spansWithin } from './spans-within.ts'

/** The markdown of a span without its cuts, in order, blank lines between what is left. */
export function proseOf(source: SourceText, span: Span, cuts: readonly Span[]): string {
  let at = span.from
  let prose = ''
  for (const cut of cuts) {
    prose += `${source.text.slice(at, cut.from)}\n`
    at = cut.to
  }
  return (prose + source.text.slice(at, span.to)).replace(/\n[ \t]*(?:\n[ \t]*)+\n/g, '\n\n').trim()
}

/** The blocks that hold `{{`, their code apart from their text. */
export function templatesOf({ source, markdown }: { source: SourceText; markdown: Markdown }, blocks: readonly Block[]): DraftProse[] {
  return blocks
    .filter((block) => source.text.slice(block.from, block.to).includes('{{'))
    .map((block) => {
      const whole = source.text.slice(block.from, block.to)
      const code = [...spansWithin(markdown.code, block)]
      const isCode = (at: number) => code.some((span) => at >= span.from && at < span.to)
      const keep = (wanted: boolean) => whole.replace(/[^\n]/g, (char, at: number) => (isCode(block.from + at) === wanted ? char : ' '))
      return { text: keep(false), code: keep(true), offset: block.from }
    })
}
