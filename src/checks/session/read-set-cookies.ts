import { parseSetCookie } from 'set-cookie-parser'
import type { Exchange } from '../../exchange.ts'
import { type StoredCookie, storeCookie } from './stored-cookie.ts'
import { whyNotSent } from './why-not-sent.ts'

/** One Set-Cookie as a browser takes it: kept and sent to the URL asked for, or `problem` says why not (a sentence without its value). */
export type SetCookie = { name: string; stored?: StoredCookie; problem?: string; deleted: boolean }

/** Where an answer's cookies were set: at the last place that redirects were followed to. */
function setAt({ request, hops }: Exchange): URL {
  const last = hops?.at(-1)
  const place = last?.refused === undefined ? last?.location : last.url
  return URL.parse(place ?? '') ?? new URL(request.url)
}

/** Every Set-Cookie of exchanges; whether it comes back is judged at `asked`, else at the URL that set it. */
export function listSetCookies(exchanges: readonly Exchange[], now: Date, asked?: string): SetCookie[] {
  return exchanges.flatMap((exchange) => {
    const url = setAt(exchange)
    const to = asked === undefined ? url : new URL(asked)
    return parseSetCookie(exchange.response?.headers['set-cookie'] ?? [], { decodeValues: false }).map((cookie) => {
      const storing = storeCookie(cookie, url, now)
      const stored = 'stored' in storing ? storing.stored : undefined
      const why = 'why' in storing ? storing.why : whyNotSent(storing.stored, to)
      return {
        name: cookie.name,
        deleted: 'deleted' in storing && storing.deleted,
        ...(stored && { stored }),
        ...(why !== undefined && { problem: `The cookie ${cookie.name} ${why}.` }),
      }
    })
  })
}

/** The names of the cookies that exchanges set, and what keeps them from coming back. */
export function readSetCookies(exchanges: readonly Exchange[], now: Date, asked?: string): { names: string[]; problems: string[] } {
  const set = listSetCookies(exchanges, now, asked)
  return {
    names: [...new Set(set.map(({ name }) => name))],
    problems: [...new Set(set.flatMap(({ problem }) => problem ?? []))],
  }
}
