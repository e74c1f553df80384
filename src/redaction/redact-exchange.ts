import type { Exchange, HeaderFields, Hop } from '../exchange.ts'
import { redactHeaderValue } from './redact-header-value.ts'
import { redactText } from './redact-text.ts'
import { redactUrl } from './redact-url.ts'
import { removeCutSecret, removeKnown } from './remove-known.ts'
import { isSensitiveHeader } from './sensitive-name.ts'

const URL_HEADERS = new Set(['location', 'content-location', 'referer'])

/** Header fields without credentials, cookies, tokens, signed URLs and `known` values. */
export function redactHeaders(headers: HeaderFields, known: readonly string[] = []): HeaderFields {
  const redact = (name: string, value: string) => {
    const safe = removeKnown(isSensitiveHeader(name) ? redactHeaderValue(name, value) : value, known)
    if (isSensitiveHeader(name)) return safe
    return URL_HEADERS.has(name) ? redactUrl(safe) : redactText(safe)
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [removeKnown(name, known), values.map((value) => redact(name.toLowerCase(), value))]),
  )
}

function redactHop(hop: Hop, known: readonly string[]): Hop {
  const url = redactUrl(removeKnown(hop.url, known))
  const location = redactUrl(removeKnown(hop.location, known))
  return { ...hop, url, location, ...(hop.refused !== undefined && { refused: redactText(hop.refused, known) }) }
}

/** An exchange without secrets: credentials, cookies, tokens, signed URLs and `known` values; what proves a denial stays. */
export function redactExchange(exchange: Exchange, known: readonly string[] = []): Exchange {
  const { request, response, failure, hops, log } = exchange
  const text = (body: string) => redactText(body, known)
  return {
    ...exchange,
    request: {
      ...request,
      url: redactUrl(removeKnown(request.url, known)),
      headers: redactHeaders(request.headers, known),
      ...(request.body !== undefined && { body: text(request.body) }),
    },
    response: response && {
      ...response,
      headers: redactHeaders(response.headers, known),
      body: text(response.truncated ? removeCutSecret(response.body, known) : response.body),
    },
    ...(failure && { failure: { ...failure, message: text(failure.message) } }),
    ...(hops && { hops: hops.map((hop) => redactHop(hop, known)) }),
    ...(log !== undefined && { log: text(log) }),
  }
}
