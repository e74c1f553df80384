import { parseSetCookie } from 'set-cookie-parser'
import type { Exchange } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import { listSetCookies } from './read-set-cookies.ts'

/** A Cookie header of name and value pairs (RFC 6265, 4.2). */
export function cookieHeader(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
}

/** The cookies that an answer sets and that a browser would send with the incident's request, values as written. */
export function newCookies(exchange: Exchange, { request, now }: Pick<CheckContext, 'request' | 'now'>): Record<string, string> {
  const comeBack = listSetCookies([exchange], now(), request.url).filter(({ problem }) => problem === undefined)
  const names = new Set(comeBack.map(({ name }) => name))
  const set = parseSetCookie(exchange.response?.headers['set-cookie'] ?? [], { decodeValues: false })
  return Object.fromEntries(set.filter(({ name, value }) => value !== '' && names.has(name)).map(({ name, value }) => [name, value]))
}
