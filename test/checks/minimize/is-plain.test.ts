import { expect, test } from 'vitest'
import type { Change } from '../../../src/checks/minimize/change.ts'
import { isPlain } from '../../../src/checks/minimize/is-plain.ts'

const REQUEST = {
  method: 'GET',
  url: 'https://api.test/search?q=7&q=%3Cscript%3E&draft=yes',
  headers: { 'x-debug': 'on', 'x-note': '../../old/notes' },
  identity: {},
  body: null,
}

const left = (kind: Change['kind'], name: string, at: string): Change => ({ kind, name, how: 'removed', at })

test.each([
  { part: left('header', 'x-debug', 'x-debug'), plain: true },
  { part: left('header', 'x-note', 'x-note'), plain: false },
  { part: left('query', 'draft', '2'), plain: true },
])('the value of $part.name is plain: $plain', ({ part, plain }) => {
  expect(isPlain(part, REQUEST)).toBe(plain)
})

test('of a parameter that is there twice, the one that was found is looked at', () => {
  expect(isPlain(left('query', 'q', '0'), REQUEST)).toBe(true)
  expect(isPlain(left('query', 'q', '1'), REQUEST)).toBe(false)
})

test('a long name, which is shown shortened, is found all the same', () => {
  const name = 'a'.repeat(80)
  const url = `https://api.test/search?${name}=on`

  expect(isPlain(left('query', `${name.slice(0, 64)}…`, '0'), { ...REQUEST, url })).toBe(true)
})

test('of what was added, and of cookies and bodies, nothing is said', () => {
  expect(isPlain({ kind: 'header', name: 'referer', how: 'added', at: 'referer', to: 'https://api.test/' }, REQUEST)).toBeUndefined()
  expect(isPlain(left('cookie', 'sid', '0'), { ...REQUEST, identity: { cookie: 'sid=a' } })).toBeUndefined()
  expect(isPlain(left('body', '/note', '/note'), { ...REQUEST, body: '{"note":"x"}' })).toBeUndefined()
})
