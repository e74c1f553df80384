import type { Exchange } from '../exchange.ts'
import { credentialsOf } from './pick-exchange.ts'
import type { Causes } from './signature.ts'

/** What another exchange adds: a cause made likelier, and the evidence for it with that exchange's number. */
export type Comparison = { exchange: number; text: string; means: string; causes: Causes; masked?: boolean }

type Seen = { exchange: Exchange; index: number; status: number }

/** What the other exchanges say about the refusal of `exchanges[subject]`, in path order. */
export function compareExchanges(exchanges: readonly Exchange[], subject: number): Comparison[] {
  const own = exchanges[subject]
  if (!own?.response) return []
  const seen = exchanges.flatMap((exchange, index) =>
    exchange.response && index !== subject ? [{ exchange, index, status: exchange.response.status }] : [],
  )
  const sameRequest = seen.filter(
    ({ exchange: { request } }) =>
      request.method === own.request.method && request.url === own.request.url && extrasOf(request) === extrasOf(own.request),
  )
  if (own.response.status >= 500) return limitedAs503(sameRequest, own)
  const changed = changedAnswers([...sameRequest, { exchange: own, index: subject, status: own.response.status }], own.response.status)
  if (changed.length > 0) return changed
  const others = firstOfEach(sameRequest.filter(({ exchange }) => exchange.as !== own.as))
  return [...passedAsOther(others, own), ...askedToLogIn(others, own), ...refusedAlike(others, own), ...passedAsVariant(seen, own)]
}

/** Headers that a rule may look at besides the caller's: a probe with another Referer is another question. */
const extrasOf = ({ headers }: Exchange['request']) => [headers.referer, headers.origin].flat().join()

const passed = ({ status, exchange }: Seen) => status >= 200 && status < 300 && !exchange.hops?.length
const nameOf = (exchange: Exchange) => exchange.as ?? 'the same caller'

function passedAsOther(others: readonly Seen[], own: Exchange): Comparison[] {
  return others.filter(passed).map(({ exchange, index, status }) => {
    const text = `${exchange.request.method} as ${nameOf(exchange)}: ${status}`
    if (exchange.as === 'anonymous') {
      return {
        exchange: index,
        text,
        means: 'Without credentials it passes: what is refused is these credentials',
        causes: { 'invalid-token': 0.6, 'session-state': 0.4 },
      }
    }
    return {
      exchange: index,
      text,
      means: `${nameOf(exchange)} passes the same request, so the refusal is about who asks`,
      causes: { 'insufficient-permissions': 0.6 },
      masked: own.response?.status === 404,
    }
  })
}

const TURNED = {
  means: 'The same request of the same caller passed first and was refused then: it is counted, or not all instances agree',
  causes: { 'rate-limit': 0.7 },
} as const
const CHANGES = {
  means: 'The same request of the same caller is refused and passes in turn: not all instances agree, or it is counted',
  causes: { 'acl-misconfigured': 0.5, 'rate-limit': 0.4 },
} as const

/**
 * Where the very same request of one caller, whoever it is, passed and was refused, what changed is the time or the count, or not
 * all instances agree: who passes proves nothing then. Passing after a refusal speaks against a counter. A refusal with another
 * status is another refuser's.
 */
function changedAnswers(sameRequest: readonly Seen[], refusedWith: number): Comparison[] {
  const callers = Map.groupBy(sameRequest, ({ exchange }) => `${exchange.as} ${credentialsOf(exchange)}`)
  const found = [...callers.values()].flatMap((same) => {
    const pass = same.find(passed)
    const refusals = same.filter((each) => !passed(each) && each.status === refusedWith).map(({ index }) => index)
    if (!pass || refusals.length === 0) return []
    const recovered = same.some((each) => passed(each) && refusals.some((index) => index < each.index))
    const text = `${pass.exchange.request.method} as ${nameOf(pass.exchange)}: ${pass.status}`
    return [{ exchange: pass.index, text, ...(recovered ? CHANGES : TURNED) }]
  })
  const changes = found.filter(({ means }) => means === CHANGES.means)
  return changes.length > 0 ? changes : found
}

/** Each caller's first answer: who was asked again counts once. */
function firstOfEach(seen: readonly Seen[]): Seen[] {
  return [...new Map(seen.toReversed().map((each) => [nameOf(each.exchange), each])).values()].toReversed()
}

/** nginx answers 503 where `limit_req` and `limit_conn` stop a request; the same request passes at other moments then. */
function limitedAs503(sameRequest: readonly Seen[], own: Exchange): Comparison[] {
  const pass = sameRequest.find(passed)
  const stopped = sameRequest.filter(({ status }) => status === 503).length
  if (own.response?.status !== 503 || !pass || stopped === 0) return []
  return [
    {
      exchange: pass.index,
      text: `${own.request.method} as ${nameOf(pass.exchange)}: ${pass.status}`,
      means: 'The same request passes at one moment and is answered 503 at another: a limiter, or a server with too much to do',
      causes: { 'rate-limit': 0.6 },
    },
  ]
}

function askedToLogIn(others: readonly Seen[], own: Exchange): Comparison[] {
  if (own.response?.status !== 403) return []
  return others
    .filter(({ exchange, status }) => exchange.as === 'anonymous' && (status === 401 || (exchange.hops?.length ?? 0) > 0))
    .map(({ index, status }) => ({
      exchange: index,
      text: `anonymous: ${status}`,
      means: 'Without credentials another answer comes: the login works, what it may do is refused',
      causes: { 'insufficient-permissions': 0.3 },
    }))
}

/** Everybody refused with the same words: not about who asks. */
function refusedAlike(others: readonly Seen[], own: Exchange): Comparison[] {
  const alike = others.filter(({ exchange, status }) => status === own.response?.status && shape(exchange) === shape(own))
  const anonymous = alike.find(({ exchange }) => exchange.as === 'anonymous')
  if (!anonymous || others.length < 2 || alike.length < others.length || own.response?.status === 401) return []
  return [
    {
      exchange: anonymous.index,
      text: `${alike.map(({ exchange }) => nameOf(exchange)).join(', ')}: ${anonymous.status}`,
      means: 'Everybody is refused with the same words, anonymous too: it is not about who asks',
      causes: { 'waf-rule': 0.15, 'ip-or-geo-restriction': 0.15, 'server-directive': 0.15, 'acl-misconfigured': 0.15 },
    },
  ]
}

/** A body without what changes on each answer: numbers, ids, times. */
function shape(exchange: Exchange): string {
  return (exchange.response?.body ?? '').slice(0, 2_000).replace(/[0-9a-f]*\d[0-9a-f-]*/gi, '#')
}

function passedAsVariant(seen: readonly Seen[], own: Exchange): Comparison[] {
  return seen
    .filter((each) => passed(each) && each.exchange.as === own.as && sameHost(each.exchange.request.url, own.request.url))
    .filter(({ exchange }) => !['OPTIONS', 'HEAD', 'TRACE'].includes(exchange.request.method))
    .filter(({ exchange }) => isVariant(exchange.request, own.request))
    .slice(0, 2)
    .map(({ exchange, index, status }) => ({
      exchange: index,
      text: `${exchange.request.method} as ${nameOf(exchange)}: ${status}`,
      means: 'The same caller passes with another method or spelling of the path',
      causes: { 'method-or-path': 0.45 },
    }))
}

function isVariant(variant: Exchange['request'], own: Exchange['request']): boolean {
  const path = (url: string) => (url.split(/[?#]/, 1)[0] ?? '').replace(/^http:/, 'https:').replace(/\/+$/, '')
  return path(variant.url) === path(own.url) && (variant.method !== own.method || variant.url !== own.url)
}

function sameHost(a: string, b: string): boolean {
  const host = (url: string) => url.split('/', 3)[2]?.toLowerCase()
  return host(a) === host(b)
}
