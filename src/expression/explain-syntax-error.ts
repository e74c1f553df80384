/** What is wrong with an expression, for a person. `column` counts from 1 within the expression. */
export type ExpressionError = { column: number; found: string; expected: string }

type Reported = { location?: { start: { offset: number } } }
type Parse = (source: string) => unknown

const BINARY = /^(\s*)(==|!=|<=|>=|<|>|&&|\|\||\+|-|\*|\/|%|\?|:|\.|\[|\(|,|in\b)/
const TOKEN = /^(?:===|!==|[=!<>&|]=|&&|\|\||"[^"\n]*"?|'[^'\n]*'?|[\p{L}_][\p{L}\p{N}_]*|\d+(?:\.\d+)?|.)/u
const HABITS: Readonly<Record<string, string>> = {
  '=': '`==`, which compares',
  '===': '`==`, which compares',
  '!==': '`!=`, which compares',
  '&': '`&&`',
  '|': '`||`',
  and: '`&&`',
  or: '`||`',
  AND: '`&&`',
  OR: '`||`',
  not: '`!`',
}

/** Turns a parse error of CEL into where, what was found and what was expected. */
export function explainSyntaxError(source: string, error: unknown, parse: Parse): ExpressionError {
  if (source.trim() === '') return { column: 1, found: 'nothing', expected: 'an expression such as `request.status == 403`' }
  const offset = (error as Reported).location?.start.offset
  if (offset === undefined) return { column: 1, found: 'an expression that nests too deeply', expected: 'a shorter one' }
  return describeAt(source, deepestOffset(source, offset, parse))
}

/** The parser stops before an operator whose right side is broken; the mistake is what follows the operator. */
function deepestOffset(source: string, offset: number, parse: Parse): number {
  const operator = BINARY.exec(source.slice(offset))
  if (!operator || /^\s*(===|!==)/.test(source.slice(offset))) return offset
  const after = offset + operator[0].length
  try {
    parse(source.slice(after))
    return offset
  } catch (error) {
    const inner = (error as Reported).location?.start.offset
    return inner === undefined ? offset : deepestOffset(source, after + inner, parse)
  }
}

function describeAt(source: string, at: number): ExpressionError {
  const spaces = /^\s*/.exec(source.slice(at))?.[0].length ?? 0
  const start = at + spaces
  const token = TOKEN.exec(source.slice(start))?.[0]
  const column = start + 1
  if (token === undefined) return { column, found: 'the end of the expression', expected: 'a value, a name or a closing bracket' }
  const quote = token[0] === '"' || token[0] === "'"
  if (quote && (token.length === 1 || token.at(-1) !== token[0])) {
    return { column, found: `\`${token}\``, expected: `a closing ${token[0]}` }
  }
  return { column, found: `\`${token}\``, expected: HABITS[token] ?? expectedAfter(source.slice(0, start)) }
}

function expectedAfter(before: string): string {
  return /[\w)\]}"']\s*$/.test(before) && !/\bin\s*$/.test(before)
    ? 'an operator such as `==`, `&&` or `||`, or the end'
    : 'a value or a name'
}
