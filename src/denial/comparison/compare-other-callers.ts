import type { Exchange } from '../../exchange.ts'
import { type Comparison, isRefusedAlike, nameOf, passed, type Seen } from './comparison.ts'

/** What the same request brought other callers. */
export function compareOtherCallers(others: readonly Seen[], own: Exchange): Comparison[] {
  return [...passedAsOther(others, own), ...askedToLogIn(others, own), ...refusedAlike(others, own)]
}

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
  const alike = others.filter(({ exchange }) => isRefusedAlike(exchange, own))
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
