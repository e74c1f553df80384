import { numberAt, textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { recordFacts } from '../record-facts.ts'
import { accessFacts, splitAccessLine } from './access-log.ts'

const DURATION = /^\d{1,12}ms$/

/** Traefik adds to a common line: number of requests, "router", "server" (`-` when none was asked), duration. */
function readText(line: LogText): LogFacts | undefined {
  const fields = splitAccessLine(line)
  const [, , , , router, server, duration] = fields?.after ?? []
  if (!fields || router?.quote !== '"' || server?.quote !== '"' || !DURATION.test(duration?.text ?? '')) return undefined
  return answered({ ...accessFacts(fields) }, { router: router.text, server: server.text })
}

/** No server was asked: a middleware of the router refused. Without a router nothing was there to ask. */
function answered(facts: LogFacts, { router, server }: { router: string; server: string }): LogFacts {
  const status = facts.status ?? 0
  if (server !== '-' && server !== '') return { ...facts, answeredBy: 'upstream' }
  if (status < 400 || router === '-' || router === '') return { ...facts, answeredBy: 'writer' }
  if (![401, 403, 407, 429].includes(status)) return { ...facts, answeredBy: 'writer' }
  return { ...facts, answeredBy: 'writer', said: middlewareSaid(status, router) }
}

function middlewareSaid(status: number, router: string): NonNullable<LogFacts['said']> {
  const text = `${status} "${router}" "-"`
  if (status === 429) {
    return {
      means: 'Too many requests for the rateLimit or inFlightReq middleware of this Traefik router',
      causes: { 'rate-limit': 0.95 },
      text,
      rule: router,
      verdict: 'rate-limited',
    }
  }
  const means = 'A middleware of this Traefik router refused (ipAllowList, forwardAuth, basicAuth); no server was asked'
  const causes = status === 403 ? { 'ip-or-geo-restriction': 0.6, 'auth-gateway': 0.55 } : { 'auth-gateway': 0.6, 'invalid-token': 0.5 }
  return { means, causes, text, rule: router, ...(status === 403 ? {} : { verdict: 'not-authenticated' as const }) }
}

function read(line: LogText): LogFacts | undefined {
  const { record } = line
  if (!record) return readText(line)
  const status = numberAt(record, 'DownstreamStatus')
  if (status === undefined) return undefined
  const facts: LogFacts = {
    ...recordFacts(record),
    when: textAt(record, 'StartUTC', 'time'),
    method: textAt(record, 'RequestMethod'),
    host: textAt(record, 'RequestHost'),
    user: textAt(record, 'ClientUsername'),
    client: textAt(record, 'ClientHost'),
    status,
    references: [{ name: 'trace id', value: textAt(record, 'TraceId') }],
  }
  const server = textAt(record, 'ServiceURL.Host', 'ServiceURL', 'ServiceAddr') ?? (numberAt(record, 'OriginStatus') ? 'known' : '-')
  return line.isCut && server === '-' ? facts : answered(facts, { router: textAt(record, 'RouterName') ?? '-', server })
}

/** Traefik's access log, common and JSON. */
export const traefik: LogFormat = {
  id: 'traefik-access',
  product: 'traefik',
  layer: 'proxy',
  source: 'https://doc.traefik.io/traefik/observability/access-logs/',
  read,
  examples: [
    {
      line: '203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET /admin HTTP/1.1" 403 9 "-" "-" 17 "admin@docker" "-" 0ms',
      cause: 'ip-or-geo-restriction',
      rule: 'admin@docker',
      layer: 'proxy',
      verdict: 'denied',
    },
    {
      line: '203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET /admin HTTP/1.1" 403 9 "-" "-" 17 "admin@docker" "http://10.0.0.7:8080" 12ms',
      product: 'unknown',
      layer: 'unknown',
      verdict: 'denied',
    },
    {
      line: '{"ClientAddr":"203.0.113.9:51877","ClientHost":"203.0.113.9","DownstreamStatus":429,"OriginStatus":0,"RequestHost":"api.example","RequestMethod":"GET","RequestPath":"/v1","RouterName":"api@file","StartUTC":"2026-01-02T12:00:00.123456789Z","level":"info","msg":"","time":"2026-01-02T12:00:00Z"}',
      cause: 'rate-limit',
      rule: 'api@file',
      path: '/v1',
      iso: '2026-01-02T12:00:00.123Z',
    },
    {
      line: '{"ClientHost":"203.0.113.9","DownstreamStatus":403,"OriginStatus":403,"RequestMethod":"GET","RequestPath":"/v1","RouterName":"api@file","ServiceURL":{"Scheme":"http","Host":"10.0.0.7:8080"}}',
      product: 'unknown',
      verdict: 'denied',
    },
    {
      line: '203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 9 "-" "-" 17 "web@docker" "http://10.0.0.7:8080" 12ms',
      verdict: 'allowed',
      denial: null,
    },
  ],
}
