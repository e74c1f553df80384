import { parseSetCookie } from 'set-cookie-parser'
import type { Exchange } from '../../exchange.ts'

/** A Cookie header of name and value pairs (RFC 6265, 4.2). */
export function cookieHeader(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
}

/** The cookies that an answer sets, values as written; deleted ones are left out. */
export function newCookies({ response }: Exchange): Record<string, string> {
  const set = parseSetCookie(response?.headers['set-cookie'] ?? [], { decodeValues: false })
  return Object.fromEntries(set.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]))
}
