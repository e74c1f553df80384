import { expect, test } from 'vitest'
import { identify } from '../../src/denial/identify.ts'
import type { Exchange } from '../../src/exchange.ts'

const CSRF = '{"errors":[{"message":"This operation has been blocked as a potential Cross-Site Request Forgery (CSRF)."}]}'

test('a refusal under an unusual status is explained, though a later probe with one header more passed', () => {
  const ask = (headers: Record<string, string[]>, status: number, body: string): Exchange => ({
    as: 'member',
    request: { method: 'GET', url: 'https://api.test/?query=x', headers },
    response: { status, headers: {}, body },
  })

  const denial = identify([ask({}, 400, CSRF), ask({ 'apollo-require-preflight': ['true'] }, 200, '{"data":{}}')])

  expect(denial).toMatchObject({ verdict: 'denied', product: 'apollo-server', cause: 'session-state' })
})

test('a rule of several parts leaves no gap where one is empty', () => {
  const message = 'pods is forbidden: User "mia" cannot list resource "pods" in API group "" in the namespace "shop"'
  const body = JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason: 'Forbidden', code: 403 })

  const denial = identify([
    {
      request: { method: 'GET', url: 'https://k8s.test/api/v1/namespaces/shop/pods', headers: {} },
      response: { status: 403, headers: { 'content-type': ['application/json'] }, body },
    },
  ])

  expect(denial).toMatchObject({ product: 'kubernetes', rule: 'list pods shop' })
})
