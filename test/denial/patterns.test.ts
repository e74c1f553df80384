import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import { LOGIN_PAGES } from '../../src/denial/login-pages.ts'
import { SIGNATURES } from '../../src/denial/signature-registry.ts'

const PATTERNS = [
  ...SIGNATURES.map((signature) => ({ id: signature.id, patterns: patternsIn(signature) })),
  { id: 'login pages', patterns: patternsIn(LOGIN_PAGES) },
]

describe('patterns run on text of strangers, so each is', () => {
  test('free of what only a backtracking engine can do', () => {
    expect(refused((pattern) => !compilesAsRe2(pattern))).toEqual([])
  })

  test('free of a repetition inside a repetition without bounds', () => {
    expect(refused(repeatsARepetition)).toEqual([])
  })

  test('free of two neighbouring repetitions without bounds that a stretch of text can be shared among', () => {
    expect(refused(hasAdjacentRepetitions)).toEqual([])
  })

  test('without state from one use to the next', () => {
    expect(refused(({ global, sticky }) => global || sticky)).toEqual([])
  })
})

test('the checks themselves recognise the classic traps', () => {
  expect([/(a+)+$/, /(?:a*b?)*c/].map(repeatsARepetition)).toEqual([true, true])
  expect([/\s*:?\s*$/, /.*.*x/].map(hasAdjacentRepetitions)).toEqual([true, true])
  expect(
    [/(?:ab)+c/, /a+b+/, /(?:<[^<>]{1,40}>)?x+/].map((pattern) => repeatsARepetition(pattern) || hasAdjacentRepetitions(pattern)),
  ).toEqual([false, false, false])
})

function refused(isBad: (pattern: RegExp) => boolean): string[] {
  return PATTERNS.flatMap(({ id, patterns }) => patterns.filter(isBad).map((pattern) => `${id}: ${pattern}`))
}

function patternsIn(value: unknown): RegExp[] {
  if (value instanceof RegExp) return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(patternsIn) : []
}

function compilesAsRe2({ source, ignoreCase }: RegExp): boolean {
  try {
    RE2JS.compile(RE2JS.translateRegExp(source), ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
    return true
  } catch {
    return false
  }
}

/** A group that holds `*`, `+` or `{n,}` and is itself repeated so. */
function repeatsARepetition({ source }: RegExp): boolean {
  const open: { repeats: boolean }[] = [{ repeats: false }]
  const tokens = tokensOf(source)
  return tokens.some((token, at) => {
    const unbounded = isUnbounded(tokens[at + 1])
    if (token.startsWith('(')) open.push({ repeats: false })
    else if (token === ')') {
      const group = open.pop() ?? { repeats: false }
      const outer = open.at(-1)
      if (outer) outer.repeats ||= group.repeats || unbounded
      return group.repeats && unbounded
    } else if (unbounded) (open.at(-1) ?? group0).repeats = true
    return false
  })
}
const group0 = { repeats: false }

/** `x*x*`, or with only optional things between: each split of one stretch would be tried. */
function hasAdjacentRepetitions({ source }: RegExp): boolean {
  const tokens = tokensOf(source)
  return tokens.some((token, at) => {
    if (!isUnbounded(tokens[at + 1])) return false
    let next = at + 2
    while (tokens[next + 1] === '?' || tokens[next + 1] === '*') {
      if (tokens[next] === token && isUnbounded(tokens[next + 1])) return true
      next += 2
    }
    return tokens[next] === token && isUnbounded(tokens[next + 1])
  })
}

const isUnbounded = (token: string | undefined) => token !== undefined && /^(?:[*+]|\{\d+,\})$/.test(token)

function tokensOf(source: string): string[] {
  return source.match(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?[:=!<]*|\{\d+(?:,\d*)?\}|[\s\S]/g) ?? []
}
