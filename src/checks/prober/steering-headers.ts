import type { Headers } from './request-headers.ts'

/** Servers and frameworks that obey these send the request on with another method (Rails, Spring, Symfony, Google APIs, OData). */
const METHOD_HEADERS = ['x-http-method-override', 'x-http-method', 'x-method-override']
/** Symfony, Zend, IIS and some proxies take the path from these instead. */
const PATH_HEADERS = ['x-original-url', 'x-rewrite-url']

type Steering = {
  method: string
  url: string
  headers: Headers
  /** The incident's own request, as the person gave it. */
  own: { method: string; headers: Headers }
  isSafe(method: string): boolean
  /** Whether a URL lies under the target that is asked. */
  isListed(url: string): boolean
}

/** A name as servers that hand fields on as variables read it: `_` and `-` are the same to them (RFC 3875, 4.1.18). */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}

/** What is sent under `name`, however it is written. */
function valuesOf(headers: Headers, name: string): string[] {
  return Object.entries(headers).flatMap(([written, value]) => (plainName(written) === name ? [value] : []))
}

/** Headers without those that name another method: they belong to the person's own method alone. */
export function withoutMethodHeaders(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !METHOD_HEADERS.includes(plainName(name))))
}

/**
 * Why headers must not be sent that make a request another one behind our back, or null: an unsafe method inside a safe one,
 * or in an approved one what nobody approved; a path that is not listed.
 */
export function refuseSteering({ method, url, headers, own, isSafe, isListed }: Steering): string | null {
  for (const name of METHOD_HEADERS) {
    const approved = isSafe(method) ? [] : valuesOf(own.headers, name)
    const isRefused = (value: string) => !isSafe(value.trim()) && !approved.includes(value)
    if (valuesOf(headers, name).some(isRefused))
      return `the header ${name} asks for another method than ${method}; ask with that method itself`
  }
  const leadsAway = (asked: string) => !isListed(URL.parse(asked, url)?.href ?? '')
  for (const name of PATH_HEADERS) {
    if (valuesOf(headers, name).some(leadsAway)) return `the header ${name} leads to a URL that is not listed`
  }
  return null
}
