import type { Check, CheckContext, Credential, ExampleReply, ProbeRequest } from '../../src/checks/check.ts'
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

/** A context whose probes are answered from an example's `replies`: `METHOD path as NAME` first, then `* * as NAME`, each list in turn. */
export function fakeContext(example: Example): CheckContext & { asked: ProbeRequest[] } {
  const request = { method: 'GET', url: 'https://api.test/orders', headers: {}, ...example.request }
  const subject = example.subject ?? 'anonymous'
  const listed = example.identities ?? []
  const identities = listed.some(({ name }) => name === 'anonymous') ? listed : [{ name: 'anonymous', kind: 'none' as const }, ...listed]
  const turns = new Map<string, number>()
  const asked: ProbeRequest[] = []
  const find = (name: string) => {
    const found = identities.find((identity) => identity.name === (name === 'subject' ? subject : name))
    if (!found) throw new Why403Error('identity.unknown', `no identity ${name}`)
    return found
  }
  const replyTo = (method: string, url: string, as: string): ExampleReply => {
    const { pathname, search } = new URL(url)
    const key = [`${method} ${pathname}${search} as ${as}`, `* * as ${as}`].find((name) => example.replies?.[name])
    const replies = [key === undefined ? { failure: 'unreachable' as const } : (example.replies?.[key] ?? [])].flat() as ExampleReply[]
    const turn = turns.get(key ?? '') ?? 0
    turns.set(key ?? '', turn + 1)
    return replies[Math.min(turn, replies.length - 1)] ?? { failure: 'unreachable' }
  }
  return {
    asked,
    request,
    subject,
    probe: async (probe = {}) => {
      asked.push(probe)
      const as = find(probe.as ?? 'subject').name
      const method = (probe.method ?? request.method).toUpperCase()
      const url = probe.url ?? request.url
      return exchangeOf(replyTo(method, url, as), { method, url, headers: {} }, as)
    },
    target: { name: 'api', owner: '@team', identities, probesLeft: () => 60, allows: (url) => new URL(url).origin === 'https://api.test' },
    identity: find,
    credential: async (name): Promise<Credential> => ({ headers: {}, cookies: {}, ...example.credentials?.[find(name).name] }),
    exchanges: example.exchanges ?? [],
    denial: identify(example.exchanges ?? []),
    now: () => new Date('2026-01-01T12:00:00Z'),
    signal: new AbortController().signal,
  }
}
