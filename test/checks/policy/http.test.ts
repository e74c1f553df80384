import { describe, expect, test } from 'vitest'
import { askPolicy, type Reply } from './ask-policy.ts'

function askHttp(reply: Reply, more: object = {}, path = '/orders/7') {
  const http = { allow: 'json.decision == "permit"', rule: 'json.rule', reason: 'json.why', ...more }
  return askPolicy({
    path,
    method: 'POST',
    headers: { 'X-Tenant': 'acme', Authorization: 'Bearer own-token', 'content-type': 'application/json' },
    body: '{"amount":5}',
    policy: (url) => [{ name: 'our engine', http: { url: `${url}/judge?path={{ incident.path }}`, ...http } }],
    reply: () => reply,
  })
}

describe('any HTTP endpoint', () => {
  test('is asked by template: what is filled into the URL stays in its place, and no credential is to be had', async () => {
    const body = { headers: '{{ request.headers }}', amount: '{{ request.body.amount }}', tenant: '{{ request.headers["x-tenant"] }}' }
    const { asked, found } = await askHttp({ json: { decision: 'permit', rule: 'R1' } }, { method: 'POST', body }, '/orders/7%26admin=true')

    expect(asked[0]?.path).toBe('/judge?path=%2Forders%2F7%26admin%3Dtrue')
    expect(asked[0]?.json()).toEqual({ headers: { 'content-type': 'application/json', 'x-tenant': 'acme' }, amount: 5, tenant: 'acme' })
    expect(found).toMatchObject({ allowed: true, rule: 'R1', name: 'our engine', engine: 'http' })
  })

  test('denies where the condition does not hold', async () => {
    const { found, line } = await askHttp({ json: { decision: 'no', rule: 'R2', why: ['late', 'far'] } })

    expect(found).toMatchObject({ denied: true, explicitDeny: false, rule: 'R2', reason: 'late, far' })
    expect(line).toBe('Our engine denies member by R2: late, far.')
  })

  test('may say so by its status', async () => {
    expect((await askHttp({ status: 403, text: 'no' }, { allow: 'status == 200' })).found.denied).toBe(true)
    expect((await askHttp({ status: 200, text: '' }, { allow: 'status == 200' })).found.allowed).toBe(true)
  })

  test.each([
    ['an answer without the field', { json: { other: 1 } }, /^`allow` has no answer: the answer has no json\.decision/],
    ['text', { text: 'permit' }, /^`allow` has no answer: the answer has no json/],
    [
      'a page',
      { text: '\n<!doctype html><h1>Sign in</h1>' },
      /^it answered 200 with something that is no JSON \(a page: is it a login\?\)$/,
    ],
  ])('%s is no decision, and told as unseen', async (_, reply, why) => {
    const { found, line } = await askHttp(reply)

    expect(found).toMatchObject({ seen: false, complete: false, denied: false, allowed: false })
    expect(found.unseen).toEqual([{ source: 'our engine', why: expect.stringMatching(why) }])
    expect(line).toContain(`Could not be seen: our engine (${found.unseen[0]?.why})`)
  })

  test('a page in place of JSON is no denial, though the condition would not miss a field', async () => {
    const { found } = await askHttp({ text: '<html>Sign in</html>' }, { allow: 'has(json.decision) && json.decision == "permit"' })

    expect(found).toMatchObject({ denied: false, decisions: [], unseen: [{ source: 'our engine' }] })
  })

  test.each([
    ['allow', { allow: 'json.' }],
    ['rule', { rule: 'nonsense(' }],
    ['the URL', { url: 'http://127.0.0.1:1/{{ broken' }],
  ])('a mistake in %s is told', async (_, more) => {
    const { found } = await askHttp({ json: { decision: 'permit' } }, more)

    expect(found.unseen).toMatchObject([{ source: 'our engine', why: expect.stringMatching(/expected/) }])
  })
})
