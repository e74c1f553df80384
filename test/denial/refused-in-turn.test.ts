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
