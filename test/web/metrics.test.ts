import { expect, test } from 'vitest'
import type { IncidentPowers } from '../../src/incidents/incident-powers.ts'
import { createWeb } from '../../src/web/create-web.ts'
import { createMetrics } from '../../src/web/metrics.ts'
import { testDeps } from '../store/test-deps.ts'

const TOKEN = 'a-token-of-this-test'

async function scrape(headers: Record<string, string>): Promise<string> {
  const metrics = createMetrics({ incidentsByState: async () => ({}), queueDepth: async () => ({}) })
  metrics.probe({ target: 'billing-admin', result: '4xx' })
  metrics.probe({ target: 'shop', result: '4xx' })
  const web = createWeb({ incidents: {} as unknown as IncidentPowers, metrics, apiToken: TOKEN, log: testDeps().log })
  return (await web.request('/metrics', { headers })).text()
}

test.each<Record<string, string>>([{}, { authorization: 'Bearer wrong' }, { authorization: `Basic ${TOKEN}` }])(
  'whoever asks with %j is told figures, but no name of a target',
  async (headers) => {
    const text = await scrape(headers)

    expect(text).toContain('why403_probes_total{result="4xx"} 2')
    expect(text).not.toContain('billing-admin')
  },
)

test('the API token shows the figures of each target', async () => {
  const text = await scrape({ authorization: `Bearer ${TOKEN}` })

  expect(text).toContain('why403_target_probes_total{target="billing-admin",result="4xx"} 1')
  expect(text).toContain('why403_probes_total{result="4xx"} 2')
})
