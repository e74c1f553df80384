import { type JsonRecord, textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { recordFacts } from '../record-facts.ts'
import { haproxyReason } from './haproxy.ts'

/** What operators call `%tsc`, `%ft`, `%b` and `%s` when they write their own `log-format`. */
const STATES = ['termination_state', 'terminationState', 'term_state', 'term', 'tsc', 'ts', 'haproxy.termination_state']
const FRONTENDS = ['frontend', 'frontend_name', 'frontendName', 'fe', 'ft', 'haproxy.frontend_name']
const BACKENDS = ['backend', 'backend_name', 'backendName', 'be', 'haproxy.backend_name']
const SERVERS = ['server', 'server_name', 'serverName', 'srv', 'haproxy.server_name']
const STATE = /^[CSPLRQDUKIO-][RQCHDLTK-](?:[NIDVEOU-][NIDPRU-])?$/
const NO_SERVER = '<NOSRV>'

function stateOf(record: JsonRecord): string | undefined {
  return STATES.flatMap((name) => textAt(record, name) ?? []).find((text) => STATE.test(text))
}

function read({ record }: LogText): LogFacts | undefined {
  const state = record && stateOf(record)
  const frontend = record && textAt(record, ...FRONTENDS)?.replace(/~$/, '')
  if (!record || state === undefined || frontend === undefined) return undefined
  const facts = recordFacts(record)
  const backend = textAt(record, ...BACKENDS)
  const server = textAt(record, ...SERVERS)
  const answeredBy = server === NO_SERVER ? 'writer' : server === undefined ? undefined : 'upstream'
  const who: LogFacts = { ...facts, ...(answeredBy && { answeredBy }) }
  const reason = facts.status === undefined ? undefined : haproxyReason(state, facts.status)
  if (!reason?.causes) return who
  const rule = backend === undefined || backend === frontend ? `frontend ${frontend}` : `backend ${backend}`
  return { ...who, said: { ...reason, causes: reason.causes, rule, text: `${frontend} … ${facts.status} … ${state}` } }
}

/** HAProxy with a `log-format` of its own that writes JSON and has the termination state in it. */
export const haproxyJson: LogFormat = {
  id: 'haproxy-json',
  product: 'haproxy',
  layer: 'proxy',
  source: 'https://docs.haproxy.org/3.0/configuration.html#8.2.6',
  read,
  examples: [
    {
      line: '{"time":"02/Jan/2026:12:00:00.655","client":"203.0.113.9","method":"GET","path":"/v1/items","status":403,"term":"PR--","frontend":"edge~","backend":"edge","server":"<NOSRV>"}',
      verdict: 'denied',
      cause: 'server-directive',
      rule: 'frontend edge',
      status: 403,
      path: '/v1/items',
    },
    {
      line: '{"client":"203.0.113.9","method":"GET","path":"/v1/items","status":429,"termination_state":"PR--","frontend_name":"edge","backend_name":"api"}',
      verdict: 'rate-limited',
      cause: 'rate-limit',
      rule: 'backend api',
    },
    {
      line: '{"client":"203.0.113.9","method":"GET","path":"/orders","status":403,"tsc":"----","frontend":"edge","backend":"app","server":"web1"}',
      verdict: 'denied',
      product: 'unknown',
      layer: 'unknown',
    },
    {
      line: '{"client":"203.0.113.9","method":"GET","path":"/orders","status":200,"tsc":"----","frontend":"edge","backend":"app","server":"web1"}',
      verdict: 'allowed',
      denial: null,
    },
  ],
}
