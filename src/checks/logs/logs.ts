import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange } from '../../exchange.ts'
import { defineCheck } from '../check.ts'
import { exchangeOfLine, judgeSearch } from './judge-search.ts'
import { LogsFinding, LogsInput } from './logs-finding.ts'
import { logsLine } from './logs-line.ts'
import { searchLogs } from './search-logs.ts'
import { openStores } from './stores/open-stores.ts'
import { wantedOf } from './wanted/wanted.ts'

const REFUSED: Exchange = {
  as: 'anonymous',
  at: '2026-01-01T11:59:50.000Z',
  durationMs: 20,
  request: {
    method: 'GET',
    url: 'https://api.test/orders',
    headers: { 'user-agent': ['why403/1 (+INC-7)'], traceparent: ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'] },
  },
  response: { status: 403, headers: { 'x-request-id': ['req-8c1d22f0'] }, body: '' },
}

const NONE: Omit<LogsFinding, 'configured' | 'window'> = {
  seen: false,
  searched: [],
  unseen: [],
  found: false,
  by: 'none',
  count: 0,
  lines: [],
  named: false,
  ambiguous: false,
  passedLine: false,
  silent: [],
}

const STORE = { http: { url: 'https://logs.test/q?id={{ search.traceId }}', method: 'GET' as const, lines: 'json.lines' }, name: 'app' }
const STORE_URL = 'https://logs.test/q?id=4bf92f3577b34da6a3ce929d0e0e4736'
const ELASTIC = { elasticsearch: { url: 'https://es.test', index: 'logs-*', timeField: '@timestamp' }, name: 'es' }
const ELASTIC_URL = 'https://es.test/logs-*/_search'

/** Finds the refused request in the logs that why403.yaml lists for the target, and reads the reason out of the line. */
export const logs = defineCheck({
  name: 'logs',
  summary: 'Looks the refused request up in the logs of the target and reads the reason out of its line.',
  input: LogsInput,
  output: LogsFinding,
  safety: 'safe',
  timeoutMs: 15_000,
  reads: 'path',
  prefetch: false,
  examples: [
    { name: 'nothing is configured', input: {}, exchanges: [REFUSED], finding: { configured: false, found: false, seen: false } },
    {
      name: 'the application says which scope is missing, by trace id',
      input: {},
      exchanges: [REFUSED],
      sources: { logs: [STORE] },
      answers: {
        [STORE_URL]: {
          status: 200,
          body: JSON.stringify({
            lines: [
              '{"time":"2026-01-01T11:59:50.010Z","level":"warn","msg":"AccessDenied: missing scope orders:read","method":"GET","path":"/orders","status":403,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}',
            ],
          }),
        },
      },
      finding: { found: true, named: true, by: 'trace', source: 'app', layer: 'application', count: 1, silent: [], unseen: [] },
    },
    {
      name: 'an access line confirms the status and says no reason',
      input: {},
      exchanges: [REFUSED],
      sources: { logs: [ELASTIC] },
      answers: {
        [ELASTIC_URL]: {
          status: 200,
          body: JSON.stringify({
            hits: {
              hits: [
                {
                  _id: '1',
                  _source: {
                    '@timestamp': '2026-01-01T11:59:50Z',
                    message: '203.0.113.9 - - [01/Jan/2026:11:59:50 +0000] "GET /orders HTTP/1.1" 403 153 "-" "why403/1 (+INC-7)"',
                  },
                },
              ],
            },
          }),
        },
      },
      finding: { found: true, named: false, by: 'user-agent', status: 403, searched: ['es'] },
    },
    {
      name: 'one store is down, the other knows nothing',
      input: {},
      exchanges: [REFUSED],
      sources: { logs: [STORE, ELASTIC] },
      answers: { [STORE_URL]: { failure: 'unreachable' }, [ELASTIC_URL]: { status: 200, body: '{"hits":{"hits":[]}}' } },
      finding: { found: false, seen: true, searched: ['es'], unseen: [{ source: 'app', why: 'the source did not answer (unreachable)' }] },
    },
    {
      name: 'no store answers',
      input: {},
      exchanges: [REFUSED],
      sources: { logs: [ELASTIC] },
      answers: { [ELASTIC_URL]: { status: 403, body: '<html><body>Forbidden</body></html>' } },
      finding: { configured: true, seen: false, found: false, unseen: [{ source: 'es', why: 'it answered 403: Forbidden' }] },
    },
  ],
  async run({ minutes }, context) {
    const wanted = wantedOf(context, minutes)
    const window = { from: new Date(wanted.from).toISOString(), to: new Date(wanted.to).toISOString() }
    const configured = context.target.sources.logs ?? []
    if (configured.length === 0) return { ...NONE, configured: false, window }
    const wait = (ms: number, over = context.signal) => sleep(ms, undefined, { signal: AbortSignal.any([context.signal, over]) })
    const search = await searchLogs(openStores(configured, context), wanted, { wait, elapsedMs: () => performance.now() })
    const exchange = exchangeOfLine(search, context)
    if (exchange) context.attach(exchange)
    return judgeSearch(search, wanted)
  },
  line: logsLine,
})
