import { describe, expect, test } from 'vitest'
import type { Check } from '../../../src/checks/check.ts'
import { flag } from '../../../src/checks/flag/flag.ts'
import type { FlagFinding } from '../../../src/checks/flag/flag-finding.ts'
import { guardingFlag } from '../../../src/checks/flag/guarding-flag.ts'
import { FlagSources } from '../../../src/config/sources/flag-sources.ts'
import { fakeContext } from '../fake-context.ts'

type Example = Partial<Check['examples'][number]>

async function evaluate(flags: object, example: Example): Promise<{ found: FlagFinding; asked: { url: string; body?: string }[] }> {
  const context = fakeContext({ name: '', input: {}, finding: {}, sources: { flags: FlagSources.parse(flags) }, ...example })
  return { found: (await flag.run(flag.input.parse(example.input ?? {}), context)) as FlagFinding, asked: context.askedSources }
}

describe('each service is asked as it wants to be asked', () => {
  test('OFREP one flag at a time, with the context of the account; a flag that it does not know is left out', async () => {
    const { found, asked } = await evaluate(
      { ofrep: { url: 'https://f.test/', flags: ['beta', 'gone'], context: { plan: '{{ identity.attributes.plan }}' } } },
      {
        subject: 'ann',
        identities: [{ name: 'ann', kind: 'bearer', attributes: { plan: 'free' } }],
        answers: {
          'POST https://f.test/ofrep/v1/evaluate/flags/beta': { status: 200, body: '{"key":"beta","value":"off","reason":"STATIC"}' },
          'POST https://f.test/ofrep/v1/evaluate/flags/gone': { status: 404, body: '{"key":"gone","errorCode":"FLAG_NOT_FOUND"}' },
        },
      },
    )

    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ context: { targetingKey: 'ann', plan: 'free' } })
    expect(found).toMatchObject({ flag: 'beta', off: true, evaluations: [{ flag: 'beta', on: false, reason: 'STATIC' }] })
  })

  test('Unleash lists what is on, so that a flag that is not listed is off', async () => {
    const { found, asked } = await evaluate(
      { unleash: { url: 'https://u.test', flags: ['beta', 'new-ui'], context: { tenant: 'acme' } } },
      {
        answers: {
          'https://u.test/api/frontend?userId=anonymous&properties%5Btenant%5D=acme': {
            status: 200,
            body: '{"toggles":[{"name":"new-ui","enabled":true,"variant":{"name":"blue"}}]}',
          },
        },
      },
    )

    expect(asked).toHaveLength(1)
    expect(found.evaluations).toEqual([
      { flag: 'beta', on: false, service: 'unleash', reason: 'not listed as on' },
      { flag: 'new-ui', on: true, service: 'unleash', variant: 'blue' },
    ])
  })

  test('any other by template, and what is filled into its URL stays in its place', async () => {
    const { found, asked } = await evaluate(
      { http: { url: 'https://plans.test/{{ identity.attributes.account }}/export', on: 'json.enabled', flag: 'export' } },
      {
        subject: 'ann',
        identities: [{ name: 'ann', kind: 'bearer', attributes: { account: 'a/admin?x' } }],
        answers: { 'https://plans.test/a%2Fadmin%3Fx/export': { status: 200, body: '{"enabled":false}' } },
      },
    )

    expect(asked[0]?.url).toBe('https://plans.test/a%2Fadmin%3Fx/export')
    expect(found).toMatchObject({ flag: 'export', off: true })
  })
})

describe('a plain HTTP service that says neither on nor off is unseen, never off', () => {
  const PLANS = { url: 'https://plans.test/', on: 'json.enabled', flag: 'export' }

  test.each([
    ['an answer without the field', '{}', 200, {}, 'its answer has no json.enabled'],
    ['a field that is neither true nor false', '{"enabled":"yes"}', 200, {}, '`on` has no answer'],
    ['a 404', '{"error":"no such account"}', 404, {}, 'it answered 404: no such account'],
    ['a page', '<p>Sign in</p>', 200, {}, 'is no JSON'],
    ['CEL that is none', '{"enabled":true}', 200, { on: 'json.' }, '`on` holds the end of the expression'],
  ])('%s', async (_, body, status, more, why) => {
    const { found } = await evaluate({ http: { ...PLANS, ...more } }, { answers: { 'https://plans.test/': { status, body } } })

    expect(found).toMatchObject({ seen: false, off: false, offFlags: [], unseen: [{ source: 'http', why: expect.stringContaining(why) }] })
    expect(flag.line?.(found)).toMatch(/^Which flags are on is not known\. Could not be seen: http \(/)
  })

  test.each([
    ['its URL', { url: 'https://plans.test/{{ token.tenant }}' }, 'token.tenant'],
    ['its body', { method: 'POST', body: { account: '{{ identity.attributes.account }}' } }, 'identity.attributes.account'],
  ])('a value for %s that is not known: nothing is asked', async (_, more, name) => {
    const answers = { 'POST https://plans.test/': { status: 200, body: '{"enabled":false}' } }
    const { found, asked } = await evaluate({ http: { ...PLANS, ...more } }, { answers })

    expect(asked).toEqual([])
    expect(found).toMatchObject({ seen: false, off: false, unseen: [{ why: `it cannot be asked, since ${name} is not known` }] })
  })

  test('a field that may be missing is asked for with has()', async () => {
    const http = { ...PLANS, on: 'has(json.enabled) && json.enabled' }
    const { found } = await evaluate({ http }, { answers: { 'https://plans.test/': { status: 200, body: '{}' } } })

    expect(found).toMatchObject({ seen: true, off: true, unseen: [] })
  })
})

describe('the flag that a refusal hangs on', () => {
  const off = (key: string) => ({ flag: key, on: false, service: 'x' })
  const on = (key: string) => ({ flag: key, on: true, service: 'x' })

  test('is the one that is named, before one that merely differs', () => {
    expect(guardingFlag([off('a'), off('b')], { onForOther: ['a'], isTied: (key) => key === 'b' })?.flag).toBe('b')
  })

  test('is none where several differ and nothing names one', () => {
    expect(guardingFlag([off('a'), off('b')], { onForOther: ['a', 'b'], isTied: () => false })).toBeUndefined()
  })

  test('may be on, and is told then', () => {
    expect(guardingFlag([on('a'), off('b')], { onForOther: [], isTied: (key) => key === 'a' })).toMatchObject({ flag: 'a', on: true })
  })
})
