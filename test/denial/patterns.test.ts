import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import { LOGIN_PAGES } from '../../src/denial/answer/login-pages.ts'
import { findSlowness } from '../../src/denial/lint/find-slowness.ts'
import { SIGNATURES } from '../../src/denial/signature-registry.ts'

const PATTERNS = [
  ...SIGNATURES.map((signature) => ({ id: signature.id, patterns: patternsIn(signature) })),
  { id: 'login pages', patterns: patternsIn(LOGIN_PAGES) },
]

describe('patterns run on text of strangers, so each is', () => {
  test('free of what only a backtracking engine can do: RE2 compiles it', () => {
    expect(refused((pattern) => !compilesAsRe2(pattern))).toEqual([])
  })

  test('read in time linear in the text by a backtracking engine too', () => {
    expect(refused((pattern) => findSlowness(pattern) !== undefined)).toEqual([])
  })

  test('without state from one use to the next', () => {
    expect(refused(({ global, sticky }) => global || sticky)).toEqual([])
  })
})

describe('what is slow is found', () => {
  test.each([
    ['a repetition inside a repetition', /(a+)+$/],
    ['alternatives that begin alike, repeated', /(?:ab|a|b)*c/],
    ['optional things, repeated', /(?:a*b?)*c/],
    ['lengths to choose from, repeated', /(?:a{1,3})*b/],
    ['neighbours that take the same', /x\s*:?\s*$/],
    ['neighbours that take the same behind one that takes another', /x1*-*1*$/],
    ['anything twice', /a.*b.*c/],
    ['a beginning that its own repetition may hold', /rule"?[\w.-]*\d/],
    ['the same in one of two alternatives', /<id>x|ab[^<]*z/],
    ['the same behind an optional group', /(?:<)?[^<]*z/],
    ['many bounded choices in a row', /[\w-]{1,60}[\w.]{1,60}[\w:]{1,60}[\w/]{1,60}z/],
    ['looking behind', /(?<=a)b/],
    ['the text of a group again', /(["'])x\1/],
  ])('%s', (_, pattern) => {
    expect(findSlowness(pattern)).toEqual(expect.any(String))
  })

  test.each([
    ['a beginning that the repetition cannot take', /cannot (\S+) resource "([^"]+)"/],
    ['a repetition that nothing can fail behind', /policy\/[\w./-]+/],
    ['one place to begin', /^[\w.-]*$/],
    ['the beginning of a word', /\bconsumer_\w+ x/],
    ['neighbours that have nothing in common', /due\s+([\w.-]+):/],
    ['a group whose steps are decided by one character', /policies(?:\\n|\s)+([\w.-]+):/],
    ['bounded choices', /(?:missing|requires?)[^.]{0,60}scopes?\b/],
  ])('and what is quick is left alone: %s', (_, pattern) => {
    expect(findSlowness(pattern)).toBeUndefined()
  })
})

test('the judge of patterns never throws, whatever the pattern', () => {
  const piece = fc.constantFrom(
    'a',
    '\\w',
    '[a-z]',
    '.',
    '(?:a|b)',
    '(x+)',
    '^',
    '$',
    '\\b',
    '|',
    '*',
    '+',
    '?',
    '{2,}',
    '{0,9}',
    '(?=a)',
    '\\1',
    '[^"\\]]',
  )

  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const pattern = compiled(pieces.join(''))
      fc.pre(pattern !== undefined)

      expect(() => findSlowness(pattern as RegExp)).not.toThrow()
    }),
    { numRuns: 2_000 },
  )
})

function refused(isBad: (pattern: RegExp) => boolean): string[] {
  return PATTERNS.flatMap(({ id, patterns }) => patterns.filter(isBad).map((pattern) => `${id} ${pattern}`))
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

function compiled(source: string): RegExp | undefined {
  try {
    return new RegExp(source)
  } catch {
    return undefined
  }
}
