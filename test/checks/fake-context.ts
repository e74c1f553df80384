import type { Check, CheckContext, Credential, ExampleReply, ProbeRequest, SourceAnswer, SourceRequest } from '../../src/checks/check.ts'
import { CheckFailed } from '../../src/checks/check-failed.ts'
import type { Connection, ConnectionRequest } from '../../src/checks/connection.ts'
import { identify } from '../../src/denial/identify.ts'
import { Why403Error } from '../../src/errors.ts'
import type { Exchange } from '../../src/exchange.ts'

type Example = Check['examples'][number]

function exchangeOf(reply: ExampleReply, request: Exchange['request'], as: string): Exchange {
  const at = '2026-01-01T12:00:00.000Z'
  if ('failure' in reply) return { as, request, response: null, failure: { kind: reply.failure, message: reply.failure } }
  const headers = Object.fromEntries(Object.entries(reply.headers ?? {}).map(([name, value]) => [name.toLowerCase(), [value]]))
  return { as, at, durationMs: 1, request, response: { status: reply.status, headers, body: reply.body ?? '' } }
}

/** Gives the answers listed under the first of `keys` that has any, each in turn, the last for ever. */
function createTurns(replies: Readonly<Record<string, ExampleReply | readonly ExampleReply[]>>): (keys: readonly string[]) => ExampleReply {
  const turns = new Map<string, number>()
  return (keys) => {
    const key = keys.find((name) => replies[name])
    const list = [key === undefined ? { failure: 'unreachable' as const } : (replies[key] ?? [])].flat() as ExampleReply[]
    const turn = turns.get(key ?? '') ?? 0
    turns.set(key ?? '', turn + 1)
    return list[Math.min(turn, list.length - 1)] ?? { failure: 'unreachable' }
  }
}

function answerOf(reply: ExampleReply): SourceAnswer {
  if ('failure' in reply) {
    const reason = reply.failure
    throw new CheckFailed(reason, `the source did not answer (${reason})`)
  }
  const headers = Object.fromEntries(Object.entries(reply.headers ?? {}).map(([name, value]) => [name.toLowerCase(), [value]]))
  return { status: reply.status, headers, body: reply.body ?? '' }
}

function connectionOf(example: Example, { vantage, address, serverName }: ConnectionRequest): Connection {
  const keys = [vantage, address, serverName, '*'].filter((key) => typeof key === 'string')
  const found = keys.map((key) => example.connections?.[key]).find((connection) => connection !== undefined)
  return { port: 443, durationMs: 1, ...(found ?? { failure: { kind: 'unreachable', message: 'unreachable' } }) }
}

/** `METHOD path as NAME` with where it leaves from or goes to, then without. */
function keysOf(name: string, { vantage, address }: ProbeRequest): string[] {
  return [vantage && `${name} via ${vantage}`, address && `${name} at ${address}`, name].filter((key) => typeof key === 'string')
}

/** A context whose probes are answered from an example's `replies`: `METHOD path as NAME` first, then `* * as NAME`, each list in turn. */
export function fakeContext(
  example: Example,
): CheckContext & { asked: ProbeRequest[]; askedSources: SourceRequest[]; attached: Exchange[] } {
  const request = { method: 'GET', url: 'https://api.test/orders', headers: {}, ...example.request }
  const subject = example.subject ?? 'anonymous'
  const listed = example.identities ?? []
  const identities = listed.some(({ name }) => name === 'anonymous') ? listed : [{ name: 'anonymous', kind: 'none' as const }, ...listed]
  const reply = createTurns(example.replies ?? {})
  const answer = createTurns(example.answers ?? {})
  const asked: ProbeRequest[] = []
  const askedSources: SourceRequest[] = []
  const attached: Exchange[] = []
  const find = (name: string) => {
    const found = identities.find((identity) => identity.name === (name === 'subject' ? subject : name))
    if (!found) throw new Why403Error('identity.unknown', `no identity ${name}`)
    return found
  }
  return {
    asked,
    askedSources,
    attached,
    request,
    subject,
    probe: async (probe = {}) => {
      asked.push(probe)
      const as = find(probe.as ?? 'subject').name
      const method = (probe.method ?? request.method).toUpperCase()
      const url = probe.url ?? request.url
      const { pathname, search } = new URL(url)
      const names = [`${method} ${pathname}${search} as ${as}`, `* * as ${as}`]
      const exchange = exchangeOf(reply(names.flatMap((name) => keysOf(name, probe))), { method, url, headers: {} }, as)
      return { ...exchange, ...(probe.vantage && { vantage: probe.vantage }), ...(probe.address && { address: probe.address }) }
    },
    target: {
      name: 'api',
      owner: '@team',
      identities,
      probesLeft: () => 60,
      allows: (url) => new URL(url).origin === 'https://api.test',
      vantages: example.vantages ?? [],
      sources: example.sources ?? {},
    },
    identity: find,
    credential: async (name): Promise<Credential> => ({ headers: {}, cookies: {}, ...example.credentials?.[find(name).name] }),
    ask: async (source) => {
      askedSources.push(source)
      return answerOf(answer([`${source.method ?? 'GET'} ${source.url}`, source.url]))
    },
    secret: async (ref) => `secret of ${'env' in ref ? ref.env : ref.file}`,
    addresses: async () => example.addresses ?? ['192.0.2.1'],
    inspect: async (wanted = {}) => connectionOf(example, wanted),
    attach: (exchange) => attached.push(exchange),
    exchanges: example.exchanges ?? [],
    denial: identify(example.exchanges ?? []),
    now: () => new Date('2026-01-01T12:00:00Z'),
    signal: new AbortController().signal,
  }
}
