import { type CompiledCel, compileCel } from './compile-cel.ts'
import type { ExpressionError } from './explain-syntax-error.ts'
import { printValue } from './print-value.ts'
import type { FieldRead } from './read-fields.ts'
import type { Scope } from './scope.ts'

/**
 * Text with `{{ CEL }}` in it. Columns of `reads` count over the whole template, across its lines. `render` cuts each value
 * that is filled in to `valueMax` characters and spells it with `spell`, where these are given.
 */
type Template = {
  source: string
  fields: readonly string[][]
  reads: readonly FieldRead[]
  render(scope: Scope, valueMax?: number, spell?: (value: string) => string): string
}

type Piece = { text: string } | { cel: CompiledCel }

/** Parses a template. A value that is missing prints `unknown`; rendering never throws. */
export function parseTemplate(text: string): Template | { error: ExpressionError } {
  return parsePieces(text, false)
}

/** The same for prose, where braces may belong to somebody else's language: what is no CEL stays as it is written. */
export function parseProse(text: string): Template {
  const template = parsePieces(text, true)
  return 'error' in template ? { source: text, fields: [], reads: [], render: () => text } : template
}

function parsePieces(text: string, lenient: boolean): Template | { error: ExpressionError } {
  const pieces: Piece[] = []
  const reads: FieldRead[] = []
  let end = 0
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', end)) {
    const close = findClose(text, open + 2)
    if (close < 0 && lenient) break
    if (close < 0) return { error: { column: open + 1, found: '`{{` that is never closed', expected: '`}}` after the expression' } }
    const cel = compileCel(text.slice(open + 2, close))
    if ('error' in cel && !lenient) return { error: { ...cel.error, column: open + 2 + cel.error.column } }
    pieces.push({ text: text.slice(end, open) }, 'error' in cel ? { text: text.slice(open, close + 2) } : { cel })
    if (!('error' in cel)) reads.push(...cel.reads.map((read) => ({ ...read, column: open + 2 + read.column })))
    end = close + 2
  }
  pieces.push({ text: text.slice(end) })
  return {
    source: text,
    fields: reads.map((read) => read.path),
    reads,
    render: (scope, valueMax = Infinity, spell = (value) => value) =>
      pieces.map((piece) => ('text' in piece ? piece.text : spell(cut(renderCel(piece.cel, scope), valueMax)))).join(''),
  }
}

/** The `}}` that ends an expression: not one inside a CEL string. */
function findClose(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const char = text[at] as string
    if (quote && char === '\\') at++
    else if (quote) quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (text.startsWith('}}', at)) return at
  }
  return quote ? text.indexOf('}}', from) : -1
}

function cut(value: string, max: number): string {
  return value.length <= max ? value : `${value.slice(0, max - 1).toWellFormed()}…`
}

function renderCel(cel: CompiledCel, scope: Scope): string {
  const evaluated = cel.run(scope)
  return evaluated.kind === 'value' ? printValue(evaluated.value) : 'unknown'
}
