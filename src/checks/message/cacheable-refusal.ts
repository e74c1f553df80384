import type { Exchange, HeaderFields } from '../../exchange.ts'

/** Statuses that a cache may keep for a while without being told (RFC 9110, 15.1), as far as they are refusals. */
const KEPT_UNTOLD = new Set([404, 405, 410, 414, 501])
/** What Amazon CloudFront keeps for ten seconds unless its distribution says otherwise (“Error caching minimum TTL”). */
const CLOUDFRONT_KEEPS = new Set([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504])
const TARGETED = ['cdn-cache-control', 'surrogate-control']

type Caching = { cacheable: boolean; cacheWhy?: string; fromCache: boolean }
type Directives = ReadonlyMap<string, string>

function directivesOf(values: readonly string[]): Directives {
  return new Map(
    values
      .join(',')
      .split(',')
      .map((part) => part.trim().toLowerCase().split('='))
      .map(([name = '', value = '']) => [name, value.replaceAll('"', '')]),
  )
}

/** Seconds that a shared cache may keep it for; undefined where nothing says so (RFC 9111, 4.2.1; RFC 9213 for CDNs). */
function sharedSeconds(headers: HeaderFields, date: number): number | undefined {
  const targeted = TARGETED.map((name) => directivesOf(headers[name] ?? []).get('max-age')).find((value) => value !== undefined)
  const general = directivesOf(headers['cache-control'] ?? [])
  const told = targeted ?? general.get('s-maxage') ?? general.get('max-age')
  if (told !== undefined) return Number(told)
  const expires = headers.expires?.[0]
  return expires === undefined ? undefined : (Date.parse(expires) - date) / 1000 || 0
}

function isFromCache(headers: HeaderFields): boolean {
  const told = ['x-cache', 'cf-cache-status', 'x-vercel-cache', 'x-cache-status', 'x-proxy-cache'].flatMap((name) => headers[name] ?? [])
  return Number(headers.age?.[0] ?? 0) > 0 || told.some((value) => /\bhit\b/i.test(value))
}

function whyKept({ request, response, at }: Exchange): string | undefined {
  const { status = 0, headers = {} } = response ?? {}
  const general = directivesOf(headers['cache-control'] ?? [])
  const forbids = ['no-store', 'private', 'no-cache'].some((name) => general.has(name)) || (headers.vary ?? []).includes('*')
  const mayShare = ['public', 's-maxage', 'must-revalidate'].some((name) => general.has(name))
  if (!/^(?:GET|HEAD)$/i.test(request.method) || forbids || (request.headers.authorization !== undefined && !mayShare)) return undefined
  const seconds = sharedSeconds(headers, Date.parse(headers.date?.[0] ?? at ?? ''))
  if (seconds !== undefined) return seconds > 0 ? `A shared cache may keep it for ${Math.round(seconds)} s.` : undefined
  if (general.has('public')) return 'It says public and not for how long.'
  if (KEPT_UNTOLD.has(status)) return `A cache may keep a ${status} that says nothing about it.`
  const isCloudFront = headers['x-amz-cf-id'] !== undefined
  return isCloudFront && CLOUDFRONT_KEEPS.has(status) ? `CloudFront keeps a ${status} for 10 s unless it is told otherwise.` : undefined
}

/** Whether a shared cache may keep a refusal (RFC 9111, 3), and whether this one came from a cache. */
export function cachingOf(refusal: Exchange): Caching {
  const cacheWhy = whyKept(refusal)
  return {
    cacheable: cacheWhy !== undefined,
    ...(cacheWhy !== undefined && { cacheWhy }),
    fromCache: isFromCache(refusal.response?.headers ?? {}),
  }
}
