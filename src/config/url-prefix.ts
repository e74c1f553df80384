/** How often a path is decoded before its dots are looked at: servers behind servers decode more than once. */
const DECODINGS_MAX = 5

/** A parsed http or https URL without userinfo, or why it is none. */
export function parseHttpUrl(text: string): { url: URL } | { why: string } {
  const url = URL.parse(text)
  if (!url) return { why: 'it is no URL' }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { why: `its scheme is ${url.protocol.slice(0, -1)}, not http or https` }
  if (url.username || url.password) return { why: 'it holds a user name or password' }
  return { url }
}

/** Dots and slashes that only some servers read as such: overlong UTF-8, `%uXXXX` (IIS), full-width and leader characters. */
const ODD_DOTS =
  /%c0(?:%[a2][ef]|[./])|%c1(?:%[19]c|\\)|%e0%80|%f0%80|%u(?:002[ef]|005c|ff0[ef]|ff3c|202[45])|%ef%bc%(?:8[ef]|bc)|%e2%80%a[45]|%ef%b9%92/i

function decodedOnce(path: string): string {
  return path.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what some servers leave out
const CONTROLS = /[\u0000-\u001f\u007f]+/g

/** Path segments as the most obliging server may read them: backslashes, without `;parameters` and what ends a path. */
function plainSegments(path: string): string[] {
  const clean = (segment: string) =>
    segment
      .replace(CONTROLS, '')
      .replace(/[;?#].*$/s, '')
      .trim()
  return path.replaceAll('\\', '/').split('/').map(clean)
}

/** The same with empty segments and dots resolved. */
function resolvedSegments(path: string): string[] {
  const segments: string[] = []
  for (const segment of plainSegments(path)) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments
}

function startsWithAll(segments: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((segment, i) => segments[i] === segment)
}

/** Whether `path` stays under `prefix` however often and however obligingly it is decoded. */
function staysUnder(path: string, prefix: string): boolean {
  const wanted = resolvedSegments(prefix)
  let text = path
  for (let i = 0; i < DECODINGS_MAX; i++) {
    if ((wanted.length > 0 && ODD_DOTS.test(text)) || !startsWithAll(resolvedSegments(text), wanted)) return false
    const next = decodedOnce(text)
    if (next === text) return true
    text = next
  }
  return false
}

/** Whether a path goes up or stays (`..`, `.`) however often and however obligingly it is decoded. */
export function hasDotSegments(path: string): boolean {
  let text = path
  for (let i = 0; i < DECODINGS_MAX; i++) {
    if (ODD_DOTS.test(text) || plainSegments(text).some((segment) => segment === '..' || segment === '.')) return true
    const next = decodedOnce(text)
    if (next === text) return false
    text = next
  }
  return true
}

/**
 * Whether `url` lies under `prefix`: same scheme, host and port, and a path that is the prefix or continues it at a
 * segment's border. Userinfo and encoded dots, slashes or backslashes that could lead out of the prefix are not covered.
 */
export function coversUrl(prefix: string, url: string): boolean {
  const base = URL.parse(prefix)
  const parsed = parseHttpUrl(url)
  if (!base || !('url' in parsed) || base.origin !== parsed.url.origin) return false
  const { pathname } = parsed.url
  const inside = pathname === base.pathname || pathname.startsWith(base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`)
  return inside && staysUnder(pathname, base.pathname)
}
