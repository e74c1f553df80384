import { split } from 'shlex'
import type { SubjectRequest } from '../../checks/check.ts'
import type { Mistake } from './mistake.ts'
import { type CurlWord, readCurlWords } from './read-curl-words.ts'

/** A curl command as the request it sends. `ignored` names flags that cannot be honoured. */
export type ReadCurl = { request: SubjectRequest; as?: string; ignored: string[] }

const EXAMPLE = "/why403 curl -X POST https://api.example.com/orders -H 'X-Team: edge' -d '{}'"

/** A token of RFC 9110, 5.6.2, as long as any method is. */
const METHOD = /^[\w!#$%&'*+.^`|~-]{1,32}$/

/**
 * Reads a pasted curl command, `as IDENTITY` after it allowed. What it says of files (`-d @file`, `-F`) is refused,
 * since they lie on another machine. A mistake never repeats a value, which may be secret.
 */
export function parseCurl(text: string): ReadCurl | Mistake {
  let words: string[]
  try {
    words = split(text)
  } catch {
    return { found: 'a quote that is never closed', expected: 'a whole curl command', example: EXAMPLE }
  }
  const as = /^as$/i.test(words.at(-2) ?? '') ? words.at(-1) : undefined
  const read = readCurlWords(withoutShell(words.slice(1, as === undefined ? undefined : -2)))
  const wrong = mistakeOf(read)
  if (wrong) return wrong
  const url = urlOf(read)
  if (typeof url !== 'string') return url
  return { request: requestOf(url, read), ignored: ignoredFlags(read), ...(as ? { as: as.replace(/^@/, '') } : {}) }
}

/** What a shell would do with the answer (`| jq .`, `> file`, `2>&1`) is no part of the request. */
function withoutShell(words: readonly string[]): string[] {
  const end = words.findIndex((word) => /^(?:\||\|\||&&|&|;|[12&]?>>?\S*)$/.test(word))
  return words.slice(0, end < 0 ? undefined : end)
}

function mistakeOf(words: readonly CurlWord[]): Mistake | undefined {
  for (const word of words) {
    if (word.flag === 'word') continue
    if (word.missing) return { found: `${word.name} and nothing after it`, expected: 'its value', example: EXAMPLE }
    if (word.flag === 'refused')
      return { found: word.name, expected: 'a request without files: -d with the body as text', example: EXAMPLE }
    if (word.flag === 'method' && !METHOD.test(word.value))
      return { found: `${word.name} and what is no method`, expected: 'a method such as POST', example: EXAMPLE }
    if (isFromFile(word))
      return { found: `${word.name} @file`, expected: 'the text itself: the file lies on your machine', example: EXAMPLE }
  }
  return undefined
}

/** `--data-urlencode` takes a file after a name too: `name@file`. */
function isFromFile({ flag, name, value }: CurlWord): boolean {
  if (flag === 'data-urlencode') return /^[^=]*@/.test(value)
  return (flag === 'data' || flag === 'json' || flag === 'header') && name !== '--data-raw' && value.startsWith('@')
}

function urlOf(words: readonly CurlWord[]): string | Mistake {
  const urls = words.filter((word) => word.flag === 'word' || word.flag === 'url').map((word) => word.value)
  const [first, second] = urls
  if (first === undefined) return { found: 'a curl command without a URL', expected: 'a URL', example: EXAMPLE }
  if (second !== undefined)
    return { found: `${urls.length} words that are no flags`, expected: 'one URL (is a quote missing?)', example: EXAMPLE }
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(first) ? first : `http://${first}`
  if (/^https?:/i.test(whole) && URL.canParse(whole)) return whole
  return { found: 'a URL that cannot be read', expected: 'one that starts with https:// or http://', example: EXAMPLE }
}

function requestOf(url: string, words: readonly CurlWord[]): SubjectRequest {
  const has = (flag: CurlWord['flag']) => words.some((word) => word.flag === flag)
  const data = words.filter((word) => word.flag === 'data' || word.flag === 'data-urlencode' || word.flag === 'json').map(dataOf)
  const body = data.length === 0 ? undefined : data.join(has('json') ? '' : '&')
  const method = words.findLast((word) => word.flag === 'method')?.value.toUpperCase()
  const headers = headersOf(words, body !== undefined && !has('get'))
  if (has('get') && body !== undefined) return { method: method ?? 'GET', url: withQuery(url, body), headers }
  const usual = has('head') ? 'HEAD' : body === undefined ? 'GET' : 'POST'
  return { method: method ?? usual, url, headers, ...(body === undefined ? {} : { body }) }
}

function headersOf(words: readonly CurlWord[], hasBody: boolean): Record<string, string> {
  const headers: Record<string, string> = {}
  const set = (name: string, value: string) => {
    headers[name.toLowerCase()] = value
  }
  if (words.some((word) => word.flag === 'json')) {
    set('content-type', 'application/json')
    set('accept', 'application/json')
  } else if (hasBody) set('content-type', 'application/x-www-form-urlencoded')
  for (const { flag, value } of words) {
    if (flag === 'user') set('authorization', `Basic ${Buffer.from(value.includes(':') ? value : `${value}:`).toString('base64')}`)
    if (flag === 'bearer') set('authorization', `Bearer ${value}`)
    if (flag === 'cookie' && value.includes('=')) set('cookie', value)
    if (flag === 'agent') set('user-agent', value)
    if (flag === 'referer') set('referer', value)
    const header = flag === 'header' ? /^([!#$%&'*+.^_`|~\w-]+)\s*[:;]\s*(.*)$/s.exec(value) : null
    if (header?.[1]) set(header[1], header[2]?.replace(/[\r\n]+/g, ' ').trim() ?? '')
  }
  return headers
}

function dataOf({ flag, value }: CurlWord): string {
  if (flag !== 'data-urlencode') return value
  const equals = value.indexOf('=')
  if (equals < 0) return encodeURIComponent(value)
  return `${equals === 0 ? '' : `${value.slice(0, equals)}=`}${encodeURIComponent(value.slice(equals + 1))}`
}

function withQuery(url: string, query: string): string {
  const [whole = '', hash] = url.split('#', 2)
  return `${whole}${whole.includes('?') ? '&' : '?'}${query}${hash === undefined ? '' : `#${hash}`}`
}

function ignoredFlags(words: readonly CurlWord[]): string[] {
  const names = words.filter((word) => isIgnored(word)).map((word) => word.name)
  return [...new Set(names)].map((name) => name.slice(0, 40))
}

function isIgnored(word: CurlWord): boolean {
  return word.flag === 'ignored' || word.flag === 'ignored-value' || (word.flag === 'cookie' && !word.value.includes('='))
}
