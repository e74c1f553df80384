import { expect, test } from 'vitest'
import type { Scope } from '../../src/expression/scope.ts'
import { parseProse, parseTemplate } from '../../src/expression/template.ts'

function render(text: string, scope: Scope): string {
  const template = parseTemplate(text)
  if ('error' in template) throw new Error(template.error.found)
  return template.render(scope)
}

test.each([
  [
    'Grant {{ token.missingScope }} to {{ identity.name }}.',
    { token: { missingScope: 'orders:write' }, identity: { name: 'alice' } },
    'Grant orders:write to alice.',
  ],
  ['{{ token.scopes }}', { token: { scopes: ['a', 'b'] } }, 'a, b'],
  ['{{ token.scopes }}', { token: { scopes: [] } }, 'none'],
  ['{{ incident.id + 1 }} {{ 1.5 }} {{ true }}', { incident: { id: 7 } }, '8 1.5 true'],
  ['{{ limit.headers }}', { limit: { headers: { reset: 3, kind: 'x' } } }, 'reset: 3, kind: x'],
  ['{{ denial.rule == "}}" ? "odd" : "plain" }}', { denial: { rule: '}}' } }, 'odd'],
  ['nothing to fill in { } }}', {}, 'nothing to fill in { } }}'],
  ['{{ a.map(x, x.n) }}', { a: [{ n: 1 }, { n: 2 }] }, '1, 2'],
])('%s is filled in', (text, scope, expected) => {
  expect(render(text, scope)).toBe(expected)
})

test('what is missing, null or no value prints unknown', () => {
  expect(render('{{ token.sub }}/{{ denial.rule }}/{{ 1 + "a" }}', { denial: { rule: null } })).toBe('unknown/unknown/unknown')
})

test('a value is never a template again', () => {
  expect(render('{{ message.text }}', { message: { text: '{{ identity.name }}' }, identity: { name: 'x' } })).toBe('{{ identity.name }}')
})

test('a mistake is found at its column in the whole text', () => {
  expect(parseTemplate('Ask {{ a = 1 }}')).toMatchObject({ error: { column: 10, found: '`=`' } })
  expect(parseTemplate('Ask {{ a ')).toMatchObject({ error: { column: 5 } })
  expect(parseTemplate('Ask {{ }}')).toMatchObject({ error: { found: 'nothing' } })
})

test('fields are named with their columns', () => {
  const template = parseTemplate('To {{ identity.name }}: {{ token.scope }}')
  expect('reads' in template && template.reads).toMatchObject([
    { path: ['identity', 'name'], column: 7 },
    { path: ['token', 'scope'], column: 28 },
  ])
})

test('prose keeps braces that are not ours as they are written', () => {
  const prose = parseProse('helm {{ .Values.x | quote }} and {{ target.name }} {{ open')
  expect(prose.render({ target: { name: 'orders' } })).toBe('helm {{ .Values.x | quote }} and orders {{ open')
})

test('a value that is filled in may be cut to a length, the text around it never', () => {
  const template = parseTemplate('see {{ incident.path }} again')
  if ('error' in template) throw new Error('it parses')

  expect(template.render({ incident: { path: '/aaaaaaaaaa' } }, 6)).toBe('see /aaaa… again')
})
