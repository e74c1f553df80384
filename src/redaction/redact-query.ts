import { REDACTED } from './redacted.ts'
import { removeTokens } from './remove-tokens.ts'
import { isHarmless, looksLikeToken } from './secret-value.ts'
import { isSensitiveParameter } from './sensitive-name.ts'

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function withoutSecret(pair: string): string {
  const equals = pair.indexOf('=')
  if (equals < 0) return looksLikeToken(pair) ? REDACTED : removeTokens(pair)
  const name = pair.slice(0, equals)
  const value = decoded(pair.slice(equals + 1))
  const secret = (isSensitiveParameter(decoded(name)) && !isHarmless(value)) || looksLikeToken(value) || removeTokens(value) !== value
  return secret ? `${name}=${REDACTED}` : pair
}

/** Secrets of a query or fragment, without its `?` or `#`: values of secret parameters and whatever looks like a token. */
export function redactQuery(query: string): string {
  return query
    .split(/([&;])/)
    .map((part) => (part === '&' || part === ';' ? part : withoutSecret(part)))
    .join('')
}

/** A URL or relative reference (RFC 3986) without secrets, its other characters as written. */
export function redactReference(reference: string): string {
  const [, path = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?/.exec(reference) ?? []
  const open = path.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*@/i, (_, scheme = '') => `${scheme}//${REDACTED}@`)
  const tail = (mark: string, part: string | undefined) => (part === undefined ? '' : `${mark}${redactQuery(part)}`)
  return `${removeTokens(open)}${tail('?', query)}${tail('#', fragment)}`
}
