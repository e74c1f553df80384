import { wrapAnsi } from 'fast-wrap-ansi'
import pc from 'picocolors'
import type { Colors } from 'picocolors/types.js'
import type { Io } from '../io.ts'

const WIDTH_MIN = 24
/** Longer lines are hard to read, however wide the terminal is. */
const WIDTH_MAX = 100

/** A number and its unit stay on one line. */
const PERCENT = /(\d) %/g

/** How a page is drawn: colours and a width only where a terminal shows it; else plain, one line a fact, for grep. */
export type TerminalPage = { colors: Colors; width: number }

/** The page that `io` writes to. `NO_COLOR` and a dumb terminal are heeded. */
export function terminalPage({ columns, env }: Io): TerminalPage {
  if (columns === undefined) return { colors: pc.createColors(false), width: Number.POSITIVE_INFINITY }
  return { colors: pc.createColors(!env.NO_COLOR && env.TERM !== 'dumb'), width: Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, columns)) }
}

/** Lines of at most `width` columns, broken between words only, so that an address stays one to copy; colours go on. */
export function wrapText(text: string, width: number): string[] {
  return Number.isFinite(width) ? wrapAnsi(text.replace(PERCENT, '$1\u00a0%'), Math.max(1, width)).split('\n') : [text]
}

/**
 * A name in a column of its own and texts beside it, each on lines of its own, wrapped under where it begins: a text
 * that begins with spaces stays that far in.
 */
export function labelled(
  { label, texts, column }: { label: string; texts: readonly string[]; column: number },
  page: TerminalPage,
): string[] {
  const indent = ' '.repeat(column)
  return texts
    .flatMap((text) => {
      const inner = /^ */.exec(text)?.[0] ?? ''
      return wrapText(text.slice(inner.length), page.width - column - inner.length).map((line) => `${inner}${line}`)
    })
    .map((line, index) => (index === 0 ? `  ${page.colors.dim(label.padEnd(column - 2))}${line}` : `${indent}${line}`))
}

/** A text cut to `width` columns, with an ellipsis where something is left out. */
export function cutText(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, Math.max(1, width - 1))}…` : text
}
