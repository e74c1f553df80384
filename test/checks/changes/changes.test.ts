import { describe, expect, test } from 'vitest'
import { changes } from '../../../src/checks/changes/changes.ts'
import type { ChangesFinding } from '../../../src/checks/changes/changes-finding.ts'
import type { ExampleReply } from '../../../src/checks/check.ts'
import { ChangeSource } from '../../../src/config/sources/change-source.ts'
import { fakeContext } from '../fake-context.ts'

async function find(sources: object[], answers: Readonly<Record<string, ExampleReply>>): Promise<ChangesFinding> {
  const context = fakeContext({
    name: '',
    input: {},
    finding: {},
    sources: { changes: sources.map((each) => ChangeSource.parse(each)) },
    answers,
  })
  return (await changes.run(changes.input.parse({}), context)) as ChangesFinding
}

const json = (value: unknown) => ({ status: 200, body: JSON.stringify(value) })

describe('each source tells in its own way', () => {
  test('GitLab commits', async () => {
    const url = 'https://g.test/api/v4/projects/team%2Fpolicies/repository/commits?since=2025-12-31T12%3A00%3A00.000Z&per_page=50'
    const answer = json([
      { title: 'Close /orders', author_name: 'Ann', committed_date: '2026-01-01T13:30:00.000+02:00', web_url: 'https://g.test/1' },
    ])

    expect(await find([{ gitlab: { url: 'https://g.test', project: 'team/policies' } }], { [url]: answer })).toMatchObject({
      latest: 'Close /orders',
      latestMinutesAgo: 30,
      recent: [{ link: 'https://g.test/1', at: '2026-01-01T11:30:00.000Z' }],
    })
  })

  test('Kubernetes ReplicaSets of that deployment alone', async () => {
    const set = (owner: string, at: string) => ({
      metadata: { creationTimestamp: at, ownerReferences: [{ name: owner }], annotations: { 'deployment.kubernetes.io/revision': '7' } },
      spec: { template: { spec: { containers: [{ image: 'shop/orders:1.4' }] } } },
    })
    const items = [set('orders', '2026-01-01T11:00:00Z'), set('other', '2026-01-01T11:30:00Z'), set('orders', '2025-01-01T00:00:00Z')]
    const found = await find([{ kubernetes: { url: 'https://k.test', namespace: 'shop', deployment: 'orders' } }], {
      'https://k.test/apis/apps/v1/namespaces/shop/replicasets?limit=500': json({ items }),
    })

    expect(found).toMatchObject({ count: 1, latest: 'orders revision 7: shop/orders:1.4' })
  })

  test('any list by CEL, times in seconds or milliseconds too', async () => {
    const source = { http: { url: 'https://d.test/', items: 'json.deploys', at: 'item.t', what: 'item.name', who: 'item.by' } }
    const found = await find([source], {
      'https://d.test/': json({
        deploys: [
          { t: 1767265200, name: 'seconds', by: 'ann' },
          { t: 1767267000000, name: 'ms' },
        ],
      }),
    })

    expect(found.recent).toEqual([
      { source: 'http', at: '2026-01-01T11:30:00.000Z', what: 'ms' },
      { source: 'http', at: '2026-01-01T11:00:00.000Z', what: 'seconds', who: 'ann' },
    ])
  })
})

test('one source that is down does not hide what another tells', async () => {
  const found = await find(
    [
      { argocd: { url: 'https://a.test', application: 'orders' } },
      { http: { url: 'https://d.test/', at: 'item.at', what: 'item.what' }, name: 'waf rules' },
    ],
    { 'https://d.test/': json([{ at: '2026-01-01T11:59:00Z', what: 'CRS 4.9' }]) },
  )

  expect(found).toMatchObject({ seen: true, latest: 'CRS 4.9', latestSource: 'waf rules', unseen: [{ source: 'orders' }] })
})

describe('what cannot be read of a list is told, not taken for “nothing was changed”', () => {
  const source = { http: { url: 'https://d.test/', at: 'item.when', what: 'item.title' } }
  const findIn = (list: object[]) => find([source], { 'https://d.test/': json(list) })
  const good = { when: '2026-01-01T11:00:00Z', title: 'CRS 4.9' }

  test.each([
    ['words', { when: 'yesterday at noon' }, '1 of 1 items have no readable date: `at: item.when` gives "yesterday at noon"'],
    ['another shape', { when: { day: 1 } }, '1 of 1 items have no readable date: `at: item.when` gives {"day":1}'],
    ['no such field', { date: '2026-01-01' }, '1 of 1 items have no readable date: `at: item.when` gives nothing'],
  ])('no date can be read: %s', async (_, item, why) => {
    expect(await findIn([{ ...item, title: 'x' }])).toMatchObject({ seen: false, count: 0, unseen: [{ source: 'http', why }] })
  })

  test('a secret in the place of a date is not shown', async () => {
    const found = await findIn([{ when: 'Bearer abcdefghij0123456789abcdefghij', title: 'x' }])

    expect(found.unseen).toHaveLength(1)
    expect(JSON.stringify(found)).not.toContain('abcdefghij0123456789')
  })

  test('some dates can be read: the source is seen, and unseen in part', async () => {
    const found = await findIn([good, { when: 'soon', title: 'x' }])

    const why = '1 of 2 items have no readable date: `at: item.when` gives "soon"'
    expect(found).toMatchObject({ seen: true, count: 1, latest: 'CRS 4.9', unseen: [{ source: 'http', why }] })
    expect(changes.line(found)).toContain(`Could not be seen: http (${why}).`)
  })

  test('a change without a name counts, and the field that gives none is named', async () => {
    const found = await findIn([good, { when: good.when }, { when: '2020-01-01', title: '' }])

    const why = '1 of 2 changes have no name: `what: item.title` gives nothing'
    expect(found).toMatchObject({ seen: true, count: 2, unseen: [{ source: 'http', why }] })
  })

  test.each([
    ['an object', { message: 'moved' }, 'its answer is no list: {"message":"moved"}'],
    ['null', null, 'its answer is no list: null'],
  ])('%s in place of a list of commits', async (_, answer, why) => {
    const url = 'https://g.test/api/v4/projects/a%2Fb/repository/commits?since=2025-12-31T12%3A00%3A00.000Z&per_page=50'

    const found = await find([{ gitlab: { url: 'https://g.test', project: 'a/b' } }], { [url]: json(answer) })

    expect(found).toMatchObject({ seen: false, unseen: [{ source: 'a/b', why }] })
  })

  test('an empty list is a list: nothing was changed', async () => {
    expect(await findIn([])).toMatchObject({ seen: true, count: 0, unseen: [] })
  })
})

test('a list whose URL asks for what is not known is not asked, and told with what it is', async () => {
  const http = { url: 'https://d.test/{{ identity.attributes.team }}?since={{ since }}', at: 'item.at', what: 'item.what' }
  const answers = { 'https://d.test/unknown?since=2025-12-31T12%3A00%3A00.000Z': json([{ at: '2026-01-01T11:59:00Z', what: 'of others' }]) }

  expect(await find([{ http }], answers)).toMatchObject({
    seen: false,
    count: 0,
    unseen: [{ source: 'http', why: 'it cannot be asked, since identity.attributes.team is not known' }],
  })
})

test('two sources without a name that cannot be asked are both told', async () => {
  const list = (url: string) => ({ http: { url, items: 'json', at: 'item.at', what: 'item.what' } })
  const found = await find([list('https://a.test/changes'), list('https://b.test/changes')], {
    'https://a.test/changes': { status: 500 },
    'https://b.test/changes': { status: 502 },
  })

  expect(found.unseen.map(({ source }) => source)).toEqual(['http', 'http 2'])
})
