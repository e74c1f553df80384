import { isRecord, listAt, memberAt, numberAt, textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { findReason, type LogReason } from '../log-reason.ts'
import { readTarget } from '../read-request-line.ts'
import { nginxFacts, splitNginxError } from './nginx-error.ts'

const PLUGIN = /\[kong\] (?:[\w.-]{1,60}:\d{1,6} )?(?:\[([\w-]{1,60})\] )?(.{1,1000})/

/** What Kong's plugins write into its error log. Source: the handlers of the plugins in Kong's own sources. */
const REASONS: readonly LogReason[] = [
  {
    says: 'ip address not allowed',
    means: 'The ip-restriction plugin refuses this address',
    causes: { 'ip-or-geo-restriction': 0.97 },
    rule: 'ip-restriction',
  },
  {
    says: 'cannot identify the consumer, add an authentication plugin to use the acl plugin',
    means: 'The ACL plugin runs where no authentication plugin does: nobody is known, so nobody may pass',
    causes: { 'acl-misconfigured': 0.9 },
    rule: 'acl',
  },
  {
    says: 'you cannot consume this service',
    means: 'The ACL plugin: this consumer is in no group that is allowed',
    causes: { 'insufficient-permissions': 0.85 },
    rule: 'acl',
  },
  {
    says: 'no api key found',
    means: 'The key-auth plugin found no key',
    causes: { 'invalid-token': 0.92 },
    rule: 'key-auth',
    verdict: 'not-authenticated',
  },
  {
    says: 'bad token',
    means: 'The jwt plugin cannot read the token',
    causes: { 'invalid-token': 0.92 },
    rule: 'jwt',
    verdict: 'not-authenticated',
  },
  {
    says: 'signature cannot be verified',
    means: 'The authentication plugin does not accept the signature',
    causes: { 'invalid-token': 0.92 },
    verdict: 'not-authenticated',
  },
  {
    says: 'rate limit exceeded',
    means: 'The rate-limiting plugin: this consumer or address sent too many requests',
    causes: { 'rate-limit': 0.97 },
    rule: 'rate-limiting',
    verdict: 'rate-limited',
  },
  {
    says: 'bot-detection',
    means: 'The bot-detection plugin takes the client for a bot, by its User-Agent',
    causes: { 'bot-challenge': 0.85 },
    rule: 'bot-detection',
    verdict: 'denied',
  },
]

function readError(text: string): LogFacts | undefined {
  const line = text.includes('[kong]') ? splitNginxError(text) : undefined
  const [, plugin, words] = PLUGIN.exec(line?.message.slice(0, 4_000) ?? '') ?? []
  const said = words === undefined ? undefined : findReason(words, REASONS)
  return line && said && { ...nginxFacts(line), said: { ...said, ...(plugin && !said.rule ? { rule: plugin } : {}) } }
}

/** The record that Kong's logging plugins write: without a status of the service behind, Kong answered itself. */
function readRecord({ record, isCut }: LogText): LogFacts | undefined {
  if (!record || !isRecord(memberAt(record, 'latencies')) || !isRecord(memberAt(record, 'response'))) return undefined
  const source = textAt(record, 'source')
  const isBehind =
    source === undefined ? textAt(record, 'upstream_status') !== undefined || listAt(record, 'tries').length > 0 : source === 'upstream'
  return {
    when: textAt(record, 'started_at'),
    method: textAt(record, 'request.method'),
    ...readTarget(textAt(record, 'request.url', 'request.uri') ?? ''),
    ...(textAt(record, 'request.headers.host') ? { host: textAt(record, 'request.headers.host') } : {}),
    client: textAt(record, 'client_ip'),
    user: textAt(record, 'consumer.username', 'authenticated_entity.id'),
    status: numberAt(record, 'response.status'),
    ...(isBehind ? { answeredBy: 'upstream' } : isCut ? {} : { answeredBy: 'writer' }),
    references: [
      { name: 'x-kong-request-id', value: textAt(record, 'request.id'), lookUp: "Kong's logs, field request.id; header x-kong-request-id" },
    ],
  }
}

function read(line: LogText): LogFacts | undefined {
  return line.record ? readRecord(line) : readError(line.text)
}

const record = (members: object) =>
  JSON.stringify({
    request: {
      method: 'GET',
      uri: '/orders',
      url: 'https://api.example:443/orders',
      id: '1a2b3c4d5e6f708192a3b4c5d6e7f809',
      headers: { host: 'api.example' },
    },
    response: { status: 403, headers: { server: 'kong/3.6.1' } },
    latencies: { kong: 2, request: 3, proxy: -1 },
    client_ip: '203.0.113.9',
    started_at: 1767355200123,
    route: { name: 'orders' },
    tries: [],
    ...members,
  })

/** Kong's error log and the record of its file-log, http-log and tcp-log plugins. */
export const kong: LogFormat = {
  id: 'kong',
  product: 'kong',
  layer: 'api-gateway',
  source: 'https://developer.konghq.com/plugins/file-log/',
  read,
  examples: [
    {
      line: '2026/01/02 12:00:00 [warn] 2247#0: *1189 [kong] handler.lua:21 [acl] Cannot identify the consumer, add an authentication plugin to use the ACL plugin, client: 203.0.113.9, server: kong, request: "GET /orders HTTP/1.1", host: "api.example"',
      cause: 'acl-misconfigured',
      rule: 'acl',
      client: '203.0.113.9',
      path: '/orders',
      layer: 'api-gateway',
    },
    {
      line: '2026/01/02 12:00:00 [notice] 2247#0: *1189 [kong] handler.lua:50 [ip-restriction] IP address not allowed: 203.0.113.9, client: 203.0.113.9, server: kong, request: "GET /orders HTTP/1.1", host: "api.example"',
      cause: 'ip-or-geo-restriction',
      rule: 'ip-restriction',
    },
    {
      line: record({}),
      product: 'kong',
      layer: 'api-gateway',
      verdict: 'denied',
      reference: '1a2b3c4d5e6f708192a3b4c5d6e7f809',
      iso: '2026-01-02T12:00:00.123Z',
      path: '/orders',
    },
    { line: record({ upstream_status: '403', tries: [{ ip: '10.0.0.7', port: 80 }] }), product: 'unknown', verdict: 'denied' },
    { line: record({ response: { status: 429 }, source: 'exit' }), cause: 'rate-limit', verdict: 'rate-limited' },
  ],
}
