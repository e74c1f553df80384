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
        deploys: [{ t: 1767265200, name: 'seconds', by: 'ann' }, { t: 1767267000000, name: 'ms' }, { name: 'none' }],
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

test('a list whose URL asks for what is not known is not asked, and told with what it is', async () => {
  const http = { url: 'https://d.test/{{ identity.attributes.team }}?since={{ since }}', at: 'item.at', what: 'item.what' }
  const answers = { 'https://d.test/unknown?since=2025-12-31T12%3A00%3A00.000Z': json([{ at: '2026-01-01T11:59:00Z', what: 'of others' }]) }

  expect(await find([{ http }], answers)).toMatchObject({
    seen: false,
    count: 0,
    unseen: [{ source: 'http', why: 'it cannot be asked, since identity.attributes.team is not known' }],
  })
})
