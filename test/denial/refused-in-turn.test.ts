import { expect, test } from 'vitest'
import { identify } from '../../src/denial/identify.ts'
import type { Exchange } from '../../src/exchange.ts'

const NGINX_503 = '<html><head><title>503</title></head><body><center><h1>503</h1></center><hr><center>nginx/1.22.1</center></body></html>'

const answers = (...statuses: number[]): Exchange[] =>
  statuses.map((status) => ({
    as: 'member',
    request: { method: 'GET', url: 'https://shop.test/a', headers: {} },
    response: { status, headers: {}, body: status === 503 ? NGINX_503 : 'no' },
  }))

test('what passes first and is refused then is most likely counted, and never claimed as certain', () => {
  const [top] = identify(answers(200, 200, 403, 403)).causes

  expect(top).toEqual({ cause: 'rate-limit', confidence: 0.7 })
})

test('what is refused and passes in turn is most likely instances that do not agree', () => {
  expect(identify(answers(403, 200, 403)).cause).toBe('acl-misconfigured')
})

test('503 of nginx is a limiter where the same request passes too, and an error where it never does', () => {
  expect(identify(answers(200, 503, 503))).toMatchObject({ verdict: 'rate-limited', cause: 'rate-limit' })
  expect(identify(answers(503, 503, 503)).verdict).toBe('error')
})

const by = (as: string, ...statuses: number[]): Exchange[] => answers(...statuses).map((exchange) => ({ ...exchange, as }))

test('where anybody passes and is refused in turn, who passes is evidence of nothing', () => {
  const counted = identify([...by('member', 403), ...by('anonymous', 200, 403), ...by('admin', 200)])
  const changing = identify([...by('member', 403, 200, 403), ...by('anonymous', 200, 200), ...by('admin', 403, 200)])

  expect(counted.causes).toEqual([{ cause: 'rate-limit', confidence: 0.7 }])
  expect(changing.causes.map(({ cause }) => cause)).toEqual(['acl-misconfigured', 'rate-limit'])
})

test('a limiter that refuses another with 429 takes nothing away from a 403 that stays', () => {
  const { causes } = identify([...by('member', 403, 403), ...by('admin', 200, 429)])

  expect(causes).toEqual([{ cause: 'insufficient-permissions', confidence: 0.6 }])
})

test('who is asked four times and passes is told once', () => {
  const { evidence } = identify([...by('member', 403, 403), ...by('admin', 200, 200, 200, 200)])

  expect(evidence.filter(({ text }) => text === 'GET as admin: 200')).toHaveLength(1)
})

test('a limiter that answers after a refusal was woken by our own calls: the refusal is what is explained', () => {
  const { verdict, causes } = identify([...by('member', 403, 403, 429, 429), ...by('admin', 200)])

  expect([verdict, causes[0]?.cause]).toEqual(['denied', 'insufficient-permissions'])
  expect(identify(by('member', 200, 429, 429)).verdict).toBe('rate-limited')
})
