import { celEnv, isCelError, parse, plan } from '@bufbuild/cel'
import { strings } from '@bufbuild/cel/ext'
import { type ExpressionError, explainSyntaxError } from './explain-syntax-error.ts'
import { LINEAR_REPLACE } from './linear-replace.ts'
import { readComparisons } from './read-comparisons.ts'
import { type FieldRead, type FunctionCall, type ParsedCel, readFields } from './read-fields.ts'
import { hasPath, type Scope, toCelValue } from './scope.ts'

/** Longer expressions are refused: no condition that a person can read is longer. */
const EXPRESSION_MAX = 2000

/** What an expression came to: its value, the dotted paths that it lacked, or what went wrong. */
export type Evaluated = { kind: 'value'; value: unknown } | { kind: 'missing'; missing: string[] } | { kind: 'error'; error: string }

/** A parsed CEL expression with the fields that it reads. */
export type CompiledCel = { source: string; reads: readonly FieldRead[]; run(scope: Scope): Evaluated }

const PLANNED = new Set(['_[_]', '_?_:_', '_&&_', '_||_', '@not_strictly_false', '__not_strictly_false__', '_[?_]', '_?._'])
const MACROS: Readonly<Record<string, string>> = {
  has: 'a field in it, as in `has(denial.rule)`',
  exists: '`list.exists(item, condition)`',
  exists_one: '`list.exists_one(item, condition)`',
  all: '`list.all(item, condition)`',
  filter: '`list.filter(item, condition)`',
  map: '`list.map(item, value)`',
}
const ABSENT = /^(?:field not found|unresolved attribute|no such key|index .* out of bounds)/
const env = celEnv({ funcs: [...strings.filter(({ name }) => name !== 'replace'), ...LINEAR_REPLACE] })

/**
 * Parses CEL (https://github.com/google/cel-spec) with its string extensions. Syntax errors and functions that CEL does
 * not know come back as values.
 */
export function compileCel(source: string): CompiledCel | { error: ExpressionError } {
  if (source.length > EXPRESSION_MAX) {
    return { error: { column: EXPRESSION_MAX, found: `${source.length} characters`, expected: `at most ${EXPRESSION_MAX}` } }
  }
  const simple = readComparisons(source)
  if (simple) return { source, reads: simple, run: createRun(() => parse(source), simple) }
  try {
    const parsed = parse(source)
    const { reads, calls } = readFields(parsed)
    const unknown = calls.find((call) => !isKnownFunction(call))
    return unknown ? { error: explainUnknownFunction(unknown) } : { source, reads, run: createRun(() => parsed, reads) }
  } catch (error) {
    return { error: explainSyntaxError(source, error, parse) }
  }
}

function isKnownFunction({ name, qualified }: FunctionCall): boolean {
  return PLANNED.has(name) || env.funcs.find(name) !== undefined || (qualified !== undefined && env.funcs.find(qualified) !== undefined)
}

function explainUnknownFunction({ name, column }: FunctionCall): ExpressionError {
  return { column, found: `\`${name}()\``, expected: MACROS[name] ?? 'a function that CEL knows' }
}

/** Planning waits for the first run: lint only reads. */
function createRun(parsed: () => ParsedCel, reads: readonly FieldRead[]): (scope: Scope) => Evaluated {
  const roots = new Set(reads.map(({ path }) => path[0] ?? ''))
  let evaluate: ((scope: Record<string, never>) => unknown) | undefined
  return (scope) => {
    try {
      evaluate ??= plan(env, parsed()) as (scope: Record<string, never>) => unknown
      const value = evaluate(celScope(scope, roots))
      return isCelError(value) ? explainFailure(value.message, scope, reads) : { kind: 'value', value }
    } catch (error) {
      return { kind: 'error', error: error instanceof Error ? error.message : 'it could not be evaluated' }
    }
  }
}

function celScope(scope: Scope, roots: ReadonlySet<string>): Record<string, never> {
  const names = [...roots].filter((name) => Object.hasOwn(scope, name))
  return Object.assign(Object.create(null), Object.fromEntries(names.map((name) => [name, toCelValue(scope[name])])))
}

/** A path that `has()` asks about is no surprise when it is absent. */
function explainFailure(message: string, scope: Scope, reads: readonly FieldRead[]): Evaluated {
  const tested = new Set(reads.filter((read) => read.tested).map((read) => read.path.join('.')))
  const untested = reads.filter((read) => !tested.has(read.path.join('.')))
  const absent = untested.filter((read) => !hasPath(scope, read.path))
  const named = absent.length > 0 ? absent : untested.filter((read) => read.path.includes('*'))
  if (absent.length > 0 || (ABSENT.test(message) && named.length > 0)) {
    return { kind: 'missing', missing: [...new Set(named.map((read) => read.path.join('.')))] }
  }
  return { kind: 'error', error: message }
}
