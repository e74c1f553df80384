/** What a browser's script would send: the method, and all headers that it sets itself. */
type ScriptRequest = { method: string; headers: Readonly<Record<string, string>> }

/** Methods that need no preflight (Fetch, "CORS-safelisted method"). */
const SAFELISTED_METHODS = new Set(['GET', 'HEAD', 'POST'])
/** Content types that a form could send as well (Fetch, "CORS-safelisted request-header"). */
const FORM_TYPES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])
const VALUE_MAX_BYTES = 128
const ALL_MAX_BYTES = 1024
/** Bytes that make a value need a preflight (Fetch, "CORS-unsafe request-header byte"): control characters but tab, and `"():<>?@[\]{}`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE_BYTE = /[\x00-\x08\x0a-\x1f\x7f"():<>?@[\\\]{}]/
const LANGUAGE = /^[0-9A-Za-z *,\-.;=]*$/

/** What the browser sets itself, whatever a script says (Fetch, "forbidden request-header"), and its own User-Agent. */
const BROWSERS_OWN =
  /^(?:accept-charset|accept-encoding|access-control-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*|user-agent|pragma|priority|upgrade-insecure-requests|traceparent|tracestate)$/

function isSafelisted(name: string, value: string): boolean {
  if (value.length > VALUE_MAX_BYTES) return false
  switch (name) {
    case 'accept':
      return !UNSAFE_BYTE.test(value)
    case 'accept-language':
    case 'content-language':
      return LANGUAGE.test(value)
    case 'content-type':
      return !UNSAFE_BYTE.test(value) && FORM_TYPES.has(value.split(';')[0]?.trim().toLowerCase() ?? '')
    case 'range':
      return /^bytes=\d+-\d*$/.test(value)
    default:
      return false
  }
}

/** The header names that need a preflight, sorted, in lower case (Fetch, "CORS-unsafe request-header names"). */
function unsafeHeaders(headers: ScriptRequest['headers']): string[] {
  const set = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !BROWSERS_OWN.test(name))
  const safe = set.filter(([name, value]) => isSafelisted(name, value))
  const isTooLong = safe.reduce((sum, [, value]) => sum + value.length, 0) > ALL_MAX_BYTES
  const unsafe = isTooLong ? set : set.filter((entry) => !safe.includes(entry))
  return [...new Set(unsafe.map(([name]) => name))].sort()
}

/** What a browser asks leave for before it sends a request to another origin; `needed` false where it asks for none. */
export type PreflightNeeds = { needed: boolean; method: string; headers: string[] }

/** Whether a request of a script needs a preflight, and for what. Source: https://fetch.spec.whatwg.org/#http-cors-protocol */
export function preflightNeeds({ method, headers }: ScriptRequest): PreflightNeeds {
  const names = unsafeHeaders(headers)
  return { needed: names.length > 0 || !SAFELISTED_METHODS.has(method), method, headers: names }
}
