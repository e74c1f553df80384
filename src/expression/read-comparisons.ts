import type { FieldRead } from './read-fields.ts'

const PATH = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+/
const LITERAL = /(?:-?\d{1,15}(?:\.\d{1,15})?|"[^"\\\n]*"|'[^'\\\n]*'|true|false|null)/
const COMPARISON = new RegExp(
  String.raw`\s*(?:(!?)(${PATH.source})(?:\s*(?:==|!=|<=|>=|<|>)\s*${LITERAL.source}(?![\w.("'[]))?)\s*(&&|\|\||$)`,
  'y',
)
/** Words of the language; an expression with one of them as a name is left to the parser. */
const WORDS = new Set(
  'as break const continue else false for function if import in let loop null package namespace return true var void while has'.split(' '),
)

/**
 * The fields of the conditions that are nearly all there are, `a.b == "x" && !c.d || e.f < 400`, without the parser,
 * which takes a hundred times as long; undefined for any other expression. Such an expression is always valid CEL.
 */
export function readComparisons(source: string): FieldRead[] | undefined {
  const reads: FieldRead[] = []
  COMPARISON.lastIndex = 0
  for (;;) {
    const start = COMPARISON.lastIndex
    const match = COMPARISON.exec(source)
    const names = match?.[2]?.split('.')
    if (!match || !names || names.some((name) => WORDS.has(name))) return undefined
    const negated = match[1] === '!'
    if (negated && /[<>=]=?/.test(match[0].slice(match[0].indexOf(match[2] ?? '')))) return undefined
    reads.push({ path: names, column: start + match[0].indexOf(match[2] ?? '') + 1, tested: false })
    if (match[3] === '') return reads
  }
}
