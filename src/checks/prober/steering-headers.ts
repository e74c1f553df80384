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

function fieldOf(headers: Headers, name: string): string | undefined {
  return Object.entries(headers).find(([written]) => written.toLowerCase() === name)?.[1]
}

/** Headers without those that name another method: they belong to the person's own method alone. */
export function withoutMethodHeaders(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !METHOD_HEADERS.includes(name.toLowerCase())))
}

/**
 * Why headers must not be sent that make a request another one behind our back, or null: an unsafe method inside a safe one,
 * or in an approved one what nobody approved; a path that is not listed.
 */
export function refuseSteering({ method, url, headers, own, isSafe, isListed }: Steering): string | null {
  for (const name of METHOD_HEADERS) {
    const value = fieldOf(headers, name)
    if (value === undefined || isSafe(value.trim())) continue
    const isApproved = !isSafe(method) && value === fieldOf(own.headers, name)
    if (!isApproved) return `the header ${name} asks for another method than ${method}; ask with that method itself`
  }
  for (const name of PATH_HEADERS) {
    const asked = fieldOf(headers, name)
    const target = asked === undefined ? null : URL.parse(asked, url)
    if (asked !== undefined && !(target && isListed(target.href))) return `the header ${name} leads to a URL that is not listed`
  }
  return null
}
