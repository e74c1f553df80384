/** Another spelling or another method of the same resource, or a place beside it. */
export type UrlVariant = { variant: string; method: string; url: string }

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A name of the same shape as `segment` that nothing has: a number for a number, a UUID for a UUID, the same extension. */
function madeUp(segment: string): string {
  if (/^\d+$/.test(segment)) return '0'
  if (UUID.test(segment)) return '00000000-0000-4000-8000-000000000000'
  const extension = /\.[a-z0-9]{1,8}$/i.exec(segment)?.[0] ?? ''
  return `why403-no-such${extension}`
}

function otherCase(path: string): string {
  const lower = path.toLowerCase()
  return lower === path ? path.replace(/[a-z]/g, (letter) => letter.toUpperCase()) : lower
}

/** The path with a slash where `%2F` stands, which many servers refuse; null where there is none or the path would lead upwards. */
function plainSlashes(path: string): string | null {
  const plain = path.replace(/%(?:25)?2f/gi, '/')
  return plain === path || /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(plain) ? null : plain
}

function otherScheme(url: URL): string | null {
  if (url.port !== '') return null
  const other = new URL(url)
  other.protocol = url.protocol === 'https:' ? 'http:' : 'https:'
  return other.href
}

function spellings(url: URL): UrlVariant[] {
  const { origin, pathname, search } = url
  const at = (path: string) => `${origin}${path}${search}`
  const slash = pathname.endsWith('/') ? pathname.slice(0, -1) : `${pathname}/`
  const single = pathname.replace(/\/{2,}/g, '/')
  const plain = plainSlashes(pathname)
  const scheme = otherScheme(url)
  const found: [string, string | null][] = [
    ['slash', pathname === '/' ? null : at(slash)],
    ['case', otherCase(pathname) === pathname ? null : at(otherCase(pathname))],
    ['single-slash', single === pathname ? null : at(single)],
    ['plain-slash', plain === null ? null : at(plain)],
    ['scheme', scheme],
    ['no-query', search === '' ? null : `${origin}${pathname}`],
  ]
  return found.flatMap(([variant, spelled]) => (spelled === null ? [] : [{ variant, method: 'GET', url: spelled }]))
}

function surroundings(url: URL, sibling: string | undefined): UrlVariant[] {
  const { origin, pathname } = url
  const trailing = pathname.endsWith('/') ? '/' : ''
  const segments = pathname.split('/').filter((segment) => segment !== '')
  const last = segments.pop()
  if (last === undefined) return []
  const parent = segments.length === 0 ? '/' : `/${segments.join('/')}${trailing}`
  const beside = sibling ?? `/${[...segments, madeUp(last)].join('/')}${trailing}`
  return [
    { variant: 'parent', method: 'GET', url: `${origin}${parent}` },
    { variant: 'sibling', method: 'GET', url: `${origin}${beside}` },
  ]
}

/** All variants of a URL, in the order in which they are told: methods, spellings, surroundings. None is an attack, all are safe. */
export function urlVariants(address: string, sibling?: string): UrlVariant[] {
  const url = new URL(address)
  url.hash = ''
  const methods = ['GET', 'HEAD', 'OPTIONS'].map((method) => ({ variant: method.toLowerCase(), method, url: url.href }))
  return [...methods, ...spellings(url), ...surroundings(url, sibling)]
}
