import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { askPolicy } from './ask-policy.ts'

const at = (name: string) => join(import.meta.dirname, 'fixtures', name)

function askCasbin(path: string, casbin: object = {}) {
  const request = ['{{ token.sub }}', '{{ incident.path }}', '{{ incident.method }}']
  const source = { model: at('orders-model.conf'), policy: at('orders-policy.csv'), request, ...casbin }
  return askPolicy({ path, policy: () => [{ casbin: source }], reply: () => ({ status: 500 }) })
}

describe('Casbin', () => {
  test('names the line that allows', async () => {
    const { asked, found } = await askCasbin('/orders/7')

    expect(asked).toHaveLength(0)
    expect(found).toMatchObject({ allowed: true, rule: 'p, member, /orders/:id, GET, allow', reason: 'asked: ann, /orders/7, GET' })
  })

  test('names the line that denies', async () => {
    expect((await askCasbin('/orders/frozen')).found).toMatchObject({
      explicitDeny: true,
      rule: 'p, member, /orders/frozen, GET, deny',
    })
  })

  test('denies by default where no line matches', async () => {
    expect((await askCasbin('/invoices/7')).found).toMatchObject({
      denied: true,
      defaultDeny: true,
      reason: 'No line of the policy matches; asked: ann, /invoices/7, GET',
    })
  })

  test('judges objects where the model has no policy', async () => {
    const abac = (tenant: string) => ({
      model: at('abac-model.conf'),
      policy: at('empty-policy.csv'),
      request: [{ tenant: '{{ token.tenant }}' }, { tenant }],
    })

    expect((await askCasbin('/orders/7', abac('acme'))).found).toMatchObject({ allowed: true, denied: false })
    expect((await askCasbin('/orders/7', abac('globex'))).found).toMatchObject({ allowed: false, defaultDeny: true })
  })

  test.each([
    ['a file that is not there', { policy: at('no-such.csv') }, /no-such\.csv cannot be read/],
    ['a folder', { policy: at('') }, /cannot be read/],
    ['a model that is none', { model: at('orders-policy.csv') }, /does not fit/],
    ['too few values', { request: ['ann'] }, /does not fit/],
  ])('with %s is not seen', async (_, more, why) => {
    const { found } = await askCasbin('/orders/7', more)

    expect(found).toMatchObject({ seen: false, denied: false, unseen: [{ source: 'casbin', why: expect.stringMatching(why) }] })
  })
})
