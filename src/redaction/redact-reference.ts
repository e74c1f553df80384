import { formDecoded } from './form-decoded.ts'
import { withoutPathTokens } from './path-secrets.ts'
import { REDACTED } from './redacted.ts'
import { removeTokens } from './remove-tokens.ts'
import { isHarmless, looksLikeToken } from './secret-value.ts'
import { isSensitiveParameter } from './sensitive-name.ts'

/** URLs inside of URLs are looked into so often. */
const NESTED_MAX = 3

/** Whether a value is a URL (`next=https%3A%2F%2F…`) that holds a secret of its own. */
function isUrlWithSecret(value: string, depth: number): boolean {
  return depth < NESTED_MAX && /[?#]|\/\//.test(value) && redactReference(value, depth + 1) !== value
}

function withoutSecret(pair: string, depth: number): string {
  const equals = pair.indexOf('=')
  if (equals < 0) return looksLikeToken(pair) ? REDACTED : removeTokens(pair)
  const name = pair.slice(0, equals)
  const value = formDecoded(pair.slice(equals + 1))
  const secret =
    (isSensitiveParameter(formDecoded(name)) && !isHarmless(value)) ||
    looksLikeToken(value) ||
    removeTokens(value) !== value ||
    isUrlWithSecret(value, depth)
  return secret ? `${name}=${REDACTED}` : pair
}

/** Secrets of a query or fragment, without its `?` or `#`: values of secret parameters and whatever looks like a token. */
function redactQuery(query: string, depth = 0): string {
  return query
    .split(/([&;])/)
    .map((part) => (part === '&' || part === ';' ? part : withoutSecret(part, depth)))
    .join('')
}

/** `//user:pass#word@host`: a `#`, `?` or `/` in a password that is not encoded leaves its beginning where the port stands. */
const PASSWORD_FOR_PORT = /^([a-z][a-z0-9+.-]*:)?\/\/[^/:@[\]]*:(?!\d{0,5}(?:\/|$))/i

/** A path without the values of secret parameters: `/cart;jsessionid=…` (RFC 3986, 3.3). */
function withoutPathSecrets(path: string): string {
  return path.replace(/;([\w.-]{1,64})=([^/;]+)/g, (whole, name: string, value: string) =>
    isSensitiveParameter(name) && !isHarmless(value) ? `;${name}=${REDACTED}` : whole,
  )
}

/** A URL or relative reference (RFC 3986) without secrets, its other characters as written. */
export function redactReference(reference: string, depth = 0): string {
  const [, path = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?/.exec(reference) ?? []
  const open = withoutPathSecrets(path.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*@/i, (_, scheme = '') => `${scheme}//${REDACTED}@`))
  const scheme = PASSWORD_FOR_PORT.exec(open)?.[1]
  if (scheme !== undefined) return `${scheme}//${REDACTED}`
  const tail = (mark: string, part: string | undefined) => (part === undefined ? '' : `${mark}${redactQuery(part, depth)}`)
  return `${removeTokens(withoutPathTokens(open))}${tail('?', query)}${tail('#', fragment)}`
}
