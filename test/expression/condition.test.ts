import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCondition } from '../../src/expression/condition.ts'
import type { Scope } from '../../src/expression/scope.ts'

function evaluate(cel: string, scope: Scope) {
  const condition = parseCondition(cel)
  if ('error' in condition) throw new Error(`${cel}: ${condition.error.found}`)
  return condition.evaluate(scope)
}

function errorOf(cel: string) {
  const condition = parseCondition(cel)
  return 'error' in condition ? condition.error : undefined
}

test.each([
  ['request.status + 1 == 404', { request: { status: 403 } }, true],
  ['denial.confidence > 0.8', { denial: { confidence: 1 } }, true],
  ['denial.layer == "waf" || denial.layer == "cdn"', { denial: { layer: 'cdn' } }, true],
  ['compare.results.exists(r, r.as == "admin" && r.status < 400)', { compare: { results: [{ as: 'admin', status: 200 }] } }, true],
  ['compare.results.all(r, r.status == 403)', { compare: { results: [{ status: 403 }, { status: 200 }] } }, false],
  ['"orders:read" in token.scopes', { token: { scopes: ['orders:read'] } }, true],
  ['message.text.lowerAscii().contains("csrf")', { message: { text: 'CSRF failed' } }, true],
  ['request.headers["x-id"] == "7"', { request: { headers: { 'x-id': '7' } } }, true],
  ['has(denial.rule)', { denial: {} }, false],
  ['!has(request.status)', {}, true],
  ['size(token.scopes) == 2', { token: { scopes: ['a', 'b'] } }, true],
])('%s is decided by its scope', (cel, scope, met) => {
  expect(evaluate(cel, scope)).toEqual({ met, missing: [] })
})

test('a condition that reads a missing field is not met and names the field', () => {
  expect(evaluate('request.status < 400', {})).toEqual({ met: false, missing: ['request.status'] })
  expect(evaluate('request.status < 400', { request: { failed: 'timeout' } })).toEqual({ met: false, missing: ['request.status'] })
  expect(evaluate('!(denial.rule == "x")', { denial: {} })).toEqual({ met: false, missing: ['denial.rule'] })
  expect(evaluate('a.l.exists(x, x.c == 1)', { a: { l: [{}] } })).toEqual({ met: false, missing: ['a.l.*.c'] })
  expect(evaluate('subject == "member"', {})).toEqual({ met: false, missing: ['subject'] })
})

test('a missing field that does not matter for the answer is not noted', () => {
  expect(evaluate('denial.layer == "waf" || request.status == 403', { denial: { layer: 'waf' } })).toEqual({ met: true, missing: [] })
  expect(evaluate('has(request.status) && request.status == 403', {})).toEqual({ met: false, missing: [] })
})

test('names of the language cannot be read out of a scope', () => {
  expect(evaluate('constructor == 1', {}).met).toBe(false)
  expect(evaluate('has(denial.constructor) || has(denial.__proto__)', { denial: {} })).toEqual({ met: false, missing: [] })
})

test('a comparison of unlike values is an error value and not met', () => {
  expect(evaluate('request.status < 400', { request: { status: 'x' } })).toMatchObject({ met: false, error: expect.any(String) })
  expect(evaluate('request.status', { request: { status: 403 } })).toMatchObject({ met: false, error: expect.any(String) })
})

test.each([
  ['request.status == 403', [['request', 'status']]],
  ['has(token.exp)', [['token', 'exp']]],
  [
    'a["b"].c == d[e.f]',
    [
      ['a', 'b', 'c'],
      ['d', '*'],
      ['e', 'f'],
    ],
  ],
  [
    'l.m.exists(x, x.c == k.q)',
    [
      ['l', 'm'],
      ['l', 'm', '*', 'c'],
      ['k', 'q'],
    ],
  ],
  [
    'size(a.b) > 1 ? f.g : [h.i, {"k": j.k}.k]',
    [
      ['a', 'b'],
      ['f', 'g'],
      ['h', 'i'],
      ['j', 'k'],
    ],
  ],
  [
    'a.b.filter(x, x.ok).map(y, y.name) == []',
    [
      ['a', 'b'],
      ['a', 'b', '*', 'ok'],
    ],
  ],
])('%s names the fields that it reads', (cel, fields) => {
  const condition = parseCondition(cel)
  if ('error' in condition) throw new Error(condition.error.found)
  const distinct = [...new Set(condition.fields.map((path) => path.join('.')))].filter((path) => !/\*$/.test(path) || path === 'd.*')
  expect(distinct.sort()).toEqual(fields.map((path) => path.join('.')).sort())
})

test('a read is found at its column', () => {
  const condition = parseCondition('true && request.status == 403')
  expect('reads' in condition && condition.reads).toEqual([{ path: ['request', 'status'], column: 9, tested: false }])
})

test.each([
  ['', 1, 'nothing'],
  ['a = 1', 3, '`=`'],
  ['a === 1', 3, '`===`'],
  ['a and b', 3, '`and`'],
  ['a == 1 &&', 10, 'the end of the expression'],
  ['a == \n && b', 8, '`&&`'],
  ["a == 'x", 6, "`'x`"],
  ['a.b(', 5, 'the end of the expression'],
  ['(a', 3, 'the end of the expression'],
  ['a)', 2, '`)`'],
  ['a..b', 2, '`.`'],
  ['nope(a)', 1, '`nope()`'],
  ['has(a)', 1, '`has()`'],
  ['a.exists(x)', 2, '`exists()`'],
])('%j is refused at column %i', (cel, column, found) => {
  expect(errorOf(cel)).toMatchObject({ column, found })
})

test('an assignment is answered with the comparison that was meant', () => {
  expect(errorOf('request.status = 403')?.expected).toContain('==')
})

test('deep nesting and endless text are refused, not crashed on', () => {
  expect(errorOf('('.repeat(1900))).toBeDefined()
  expect(errorOf(`${'a'.repeat(5000)} == 1`)?.found).toBe('5005 characters')
})

test('no text crashes the parser and no scope crashes an evaluation', () => {
  const word = fc.constantFrom(
    'a',
    '.b',
    '[',
    ']',
    '(',
    ')',
    '"x"',
    '==',
    '&&',
    '!',
    'has(',
    '{',
    '}',
    '1',
    ' ',
    'in',
    '?',
    ':',
    ',',
    '.exists(x, x.c)',
  )
  const cel = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
  )
  fc.assert(
    fc.property(cel, fc.dictionary(fc.constantFrom('a', 'b'), fc.anything()), (source, scope) => {
      const condition = parseCondition(source)
      if ('error' in condition) expect(condition.error.column).toBeGreaterThan(0)
      else expect(typeof condition.evaluate(scope).met).toBe('boolean')
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['"hello hello".replace("he", "we") == "wello wello"', true],
  ['"hello hello".replace("he", "we", 1) == "wello hello"', true],
  ['"hello".replace("", "_") == "_h_e_l_l_o_"', true],
  ['"aaa".replace("aa", "b") == "ba"', true],
])('%s', (cel, met) => {
  expect(evaluate(cel, {}).met).toBe(met)
})

test('replacing in a long answer of a stranger ends, and one that grows without end is an error', () => {
  const grown = `"a"${'.replace("a", "aaaaaaaaaa")'.repeat(7)}.size() > 0`

  expect(evaluate('request.text.replace("a", "bb").size() == 400000', { request: { text: 'a'.repeat(200_000) } })).toMatchObject({
    met: true,
  })
  expect(evaluate(grown, {})).toEqual({ met: false, missing: [], error: 'the text grew longer than a mebibyte' })
})
