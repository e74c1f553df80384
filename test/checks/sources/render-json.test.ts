import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CheckFailed } from '../../../src/checks/check-failed.ts'
import { renderJson, renderText, renderUrl } from '../../../src/checks/sources/render-json.ts'

const scope = { user: 'ann', count: 3, big: 12345678901234, half: 0.5, list: ['a', 1, { b: null }], on: true, odd: 'a/b?c=d&e #"' }

describe('a configured value', () => {
  test('keeps the type of a template that stands alone', () => {
    const value = {
      user: '{{ user }}',
      n: ' {{ count + 1 }} ',
      big: '{{ big }}',
      half: '{{ half }}',
      deep: ['{{ list }}', '{{ on }}', 7, null],
    }

    expect(renderJson(value, scope)).toEqual({
      value: { user: 'ann', n: 4, big: 12345678901234, half: 0.5, deep: [['a', 1, { b: null }], true, 7, null] },
      missing: [],
    })
  })

  test('is text where a template is a part of it, two of them among that', () => {
    expect(renderJson(['user:{{ user }}', '{{ user }}{{ count }}', '{{ "}} {{" }}'], scope).value).toEqual(['user:ann', 'ann3', '}} {{'])
  })

  test('lacks what is missing, and says what that was', () => {
    const value = { a: '{{ absent.tenant }}', b: ['{{ user }}', '{{ absent }}'], c: 'x {{ absent.tenant }}' }

    expect(renderJson(value, scope)).toEqual({
      value: { b: ['ann'], c: 'x unknown' },
      missing: ['absent.tenant', 'absent'],
    })
  })

  test('may ask whether there is something, which is no lack', () => {
    expect(renderJson('{{ has(scope.x) ? scope.x : "none" }}', { scope: {} })).toEqual({ value: 'none', missing: [] })
    expect(renderText('is {{ has(scope.x) ? scope.x : "none" }}', { scope: {} })).toEqual({ value: 'is none', missing: [] })
  })

  test.each(['{{ user', '{{ user. }}', 'a {{ nonsense(1) }}', '{{ 1 + "a" }}'])('%s is a mistake that is told', (text) => {
    expect(() => renderJson({ a: text }, scope)).toThrow(CheckFailed)
  })

  test('without a template comes back as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes('{{') && !JSON.stringify(value).includes('__proto__'))
        expect(renderJson(value, scope)).toEqual({ value, missing: [] })
      }),
    )
  })
})

describe('a configured URL', () => {
  test('keeps what is filled in within its place', () => {
    const { value } = renderUrl('https://p.test/a/{{ odd }}?q={{ odd }}&n={{ count }}', scope)

    expect(new URL(value).pathname).toBe('/a/a%2Fb%3Fc%3Dd%26e%20%23%22')
    expect([...new URL(value).searchParams]).toEqual([
      ['q', scope.odd],
      ['n', '3'],
    ])
  })

  test('never changes its origin, whatever is filled in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(new URL(renderUrl('https://p.test/{{ user }}', { user: text }).value).origin).toBe('https://p.test')
      }),
    )
  })
})

describe('a URL that a request fills in', () => {
  test.each(['..', '.', '../admin', '..\\admin', 'a/../../admin', '%2e%2e', '..;x', '%252e%252e/b', '．．'])(
    'is refused where %s would lead to another path',
    (id) => {
      expect(() => renderUrl('http://svc.test/users/{{ id }}/grants', { id })).toThrow(CheckFailed)
    },
  )

  test('is refused where two values make the dots together', () => {
    expect(() => renderUrl('http://svc.test/users/{{ a }}{{ a }}/grants', { a: '.' })).toThrow(CheckFailed)
  })

  test('may hold dots in its query and within a name', () => {
    expect(renderUrl('http://svc.test/u/{{ id }}?path={{ path }}', { id: 'a..b.txt', path: '/../x' }).value).toBe(
      'http://svc.test/u/a..b.txt?path=%2F..%2Fx',
    )
  })
})
