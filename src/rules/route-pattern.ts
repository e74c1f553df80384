const ID_SEGMENTS = [/^\d+$/, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, /^(?=.*\d)[0-9a-f]{16,}$/i]

/**
 * The path of `url` with ids taken out, so that two requests of one route look the same: numbers, UUIDs and hex of 16
 * characters or more become `:id`. A trailing slash stays: it may be what decides. The path `/` when `url` is no URL.
 */
export function routePattern(url: string): string {
  const path = URL.parse(url)?.pathname ?? '/'
  return path
    .split('/')
    .map((segment) => (ID_SEGMENTS.some((id) => id.test(segment)) ? ':id' : segment))
    .join('/')
}
