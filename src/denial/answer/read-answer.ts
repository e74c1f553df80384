import type { Exchange } from '../../exchange.ts'
import { flattenJson, type JsonFields } from './flatten-json.ts'
import { type Challenge, parseChallenges } from './parse-challenges.ts'

/** Characters of a body that are read; refusals say what they have to say early. */
const BODY_READ_MAX = 65_536

/** What came back, made ready for looking things up. Header names are in lower case, repeated values joined by ", ". */
export type Answer = {
  status: number
  method: string
  host: string
  /** As digits; empty where the URL names none. */
  port: string
  path: string
  headers: ReadonlyMap<string, string>
  /** The body's beginning with entities decoded and white space run together. */
  text: string
  json: JsonFields
  challenges: readonly Challenge[]
}

type Response = NonNullable<Exchange['response']>

/** Prepares the answer of an exchange that has a response; never throws, whatever the bytes. */
export function readAnswer(request: Exchange['request'], response: Response): Answer {
  const headers = joinHeaders(response.headers)
  const body = response.body.length > BODY_READ_MAX ? response.body.slice(0, BODY_READ_MAX) : response.body
  const { host, port, path } = readUrl(request.url)
  return {
    status: response.status,
    method: request.method.toUpperCase(),
    host,
    port,
    path,
    headers,
    text: plainText(body),
    json: flattenJson(body),
    challenges: challengesOf(headers),
  }
}

function joinHeaders(fields: Response['headers']): Map<string, string> {
  const headers = new Map<string, string>()
  for (const [name, values] of Object.entries(fields)) {
    const key = name.toLowerCase()
    const value = values.join(', ')
    const before = headers.get(key)
    headers.set(key, before === undefined ? value : [before, value].sort().join(', '))
  }
  return headers
}

function challengesOf(headers: ReadonlyMap<string, string>): Challenge[] {
  const values = [headers.get('www-authenticate'), headers.get('proxy-authenticate')]
  return values.flatMap((value) => (value ? parseChallenges(value.slice(0, BODY_READ_MAX)) : []))
}

function readUrl(url: string): { host: string; port: string; path: string } {
  const match = /^[a-z][a-z0-9+.-]{0,20}:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([^?#]*)/i.exec(url.slice(0, 8_192))
  if (!match) return { host: '', port: '', path: url.split(/[?#]/, 1)[0] ?? '' }
  return { host: (match[1] ?? '').toLowerCase(), port: match[2] ?? '', path: match[3] || '/' }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Decodes entities and JSON's `\uXXXX`, and runs white space together, so that one literal finds every rendering of a page. */
export function plainText(body: string): string {
  const decoded = body.includes('&') ? body.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, decodeEntity) : body
  const spelt = decoded.includes('\\u') ? decoded.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => decodeUnit(hex)) : decoded
  return spelt.replace(/\s+/g, ' ')
}

/** Quotes and backslashes stay as they are written, so that the text is still the JSON that it was. */
function decodeUnit(hex: string): string {
  const char = String.fromCharCode(Number.parseInt(hex, 16))
  return char === '"' || char === '\\' ? `\\u${hex}` : char
}

function decodeEntity(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name) return NAMED[name.toLowerCase()] ?? entity
  const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '0', 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity
}
