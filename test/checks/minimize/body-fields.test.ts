import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyFields, bodyWith } from '../../../src/checks/minimize/body-fields.ts'
import type { Change } from '../../../src/checks/minimize/change.ts'

const MULTIPART = [
  '--x1',
  'Content-Disposition: form-data; name="title"',
  '',
  'A lamp',
  '--x1',
  'Content-Disposition: form-data; name="file"; filename="a.txt"',
  'Content-Type: text/plain',
  '',
  'drop table',
  '--x1--',
  '',
].join('\r\n')

const removed = (body: string, ...names: string[]): Change[] =>
  bodyFields(body)
    .filter(({ name }) => names.includes(name))
    .map(({ at, name }) => ({ kind: 'body', name, how: 'removed', at }))

describe('a body is taken apart by its fields', () => {
  test.each([
    ['JSON, by pointer', '{"a":{"b/c":1,"d":[true,"x"]},"e":{}}', ['/a/b~1c', '/a/d/0', '/a/d/1', '/e']],
    ['a form', 'q=drop+table&page=2&q=again', ['q', 'page', 'q']],
    ['multipart', MULTIPART, ['title', 'file']],
    ['text, not at all', 'hello world', []],
    ['broken JSON, not at all', '{"a":', []],
    ['nothing', '', []],
  ])('%s', (_, body, names) => {
    expect(bodyFields(body).map(({ name }) => name)).toEqual(names)
  })

  test('a large JSON body by the parents of its leaves', () => {
    const wide = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, [1, 2, 3, 4]]))

    expect(bodyFields(JSON.stringify(wide)).map(({ name }) => name)).toEqual(Object.keys(wide).map((key) => `/${key}`))
  })

  test('lists close up when an item is left out', () => {
    const body = '{"a":[1,2,3],"b":"x"}'

    expect(bodyWith(body, removed(body, '/a/1', '/b'))).toBe('{"a":[1,3]}')
  })

  test('a repeated form field is left out by its place, and the others stay as they are written', () => {
    expect(bodyWith('q=a+b&page=2&q=%20c', [{ kind: 'body', name: 'q', how: 'removed', at: '2' }])).toBe('q=a+b&page=2')
  })

  test('a multipart field is left out with its head, or has another value', () => {
    expect(bodyFields(bodyWith(MULTIPART, removed(MULTIPART, 'title'))).map(({ name, value }) => [name, value])).toEqual([
      ['file', 'drop table'],
    ])
    const replaced = bodyWith(MULTIPART, [{ kind: 'body', name: 'file', how: 'replaced', at: '1', to: 'why403' }])
    expect(bodyFields(replaced).map(({ value }) => value)).toEqual(['A lamp', 'why403'])
    expect(replaced).toContain('filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nwhy403\r\n--x1--')
  })

  test('no change gives the same JSON, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), (value) => {
        const text = JSON.stringify(value)
        expect(JSON.parse(bodyWith(text, []))).toEqual(JSON.parse(text))
      }),
    )
  })
})
