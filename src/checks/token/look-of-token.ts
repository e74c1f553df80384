import { Buffer } from 'node:buffer'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { z } from 'zod'

/** What a bearer value looks like. Those of `NO_TOKEN` are none, or one with something around it. */
export const TokenLook = z.enum([
  'jwt',
  'jwe',
  'id-token',
  'refresh-token',
  'opaque',
  'api-key',
  'expiring-key',
  'basic',
  'no-scheme',
  'empty',
  'placeholder',
  'quoted',
  'scheme-twice',
  'whitespace',
  'percent-encoded',
  'base64-wrapped',
  'json',
  'truncated',
  'garbage',
])
export type TokenLook = z.infer<typeof TokenLook>

/** A value by its look; `token` is what is left when what is around it is taken off. */
type Looked = { look: TokenLook; token: string }

const NO_TOKEN: ReadonlySet<TokenLook> = new Set([
  'empty',
  'placeholder',
  'quoted',
  'scheme-twice',
  'whitespace',
  'percent-encoded',
  'base64-wrapped',
  'json',
  'truncated',
  'garbage',
])

/** Variables that nobody filled in, by the syntax of shells, templates, Windows and documentation, and what languages print for nothing. */
const PLACEHOLDER =
  /^(?:\$\{?[\w.-]+\}?|\$\(.*\)?|\$\{\{.*\}\}|\{\{.*\}\}|\{[\w-]+\}|<[^<>]*>|%\w+%|\[object \w+\]|undefined|null|none|nil|nan|todo|change[-_ ]?me|token|access[-_ ]token|(?:your|insert|enter|paste)[-_ ].*|my[-_ ]token|\[?redacted\]?|[*x•…]+|\.{3,})$/i
/** Keys that say by their beginning whose they are; the issuers' documentation is the source. */
const API_KEY =
  /^(?:[spr]k[-_](?:live|test|ant|proj)[-_]|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|AKIA|ASIA|AIza|npm_|hf_|SG\.|shp(?:at|ca|pa|ss)_|dop_v1_|pat[-_]|api[-_]?key[-_])/i
/** Signed keys that carry their end: `se=` (Azure SAS), `exp=` (edge tokens), `Expires=` (signed URLs). */
const EXPIRES = /(?:^|[&;~?,])(?:se|exp|expires?)=(\d{10}(?!\d)|\d{4}-\d\d-\d\d[T%\dA-Za-z:.-]*)/i

/** One thing around a token, and what lies in it. Undefined where it is not there. */
type Wrap = { look: TokenLook; open(text: string): string | undefined }

const WRAPS: readonly Wrap[] = [
  { look: 'quoted', open: (text) => /^(?:["'`“]|%22)(.*?)(?:["'`”]|%22)?$/s.exec(text)?.[1] ?? /^(.+)["'`”]$/s.exec(text)?.[1] },
  { look: 'json', open: (text) => (/^[{[]\s*"/.test(text) ? (/"access_token"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '') : undefined) },
  { look: 'scheme-twice', open: (text) => /^(?:authorization\s*:\s*)?bearer[\s:]+(.*)$/is.exec(text)?.[1] },
  { look: 'whitespace', open: (text) => (/\s/.test(text) ? text.replace(/\s+/g, '') : undefined) },
  { look: 'percent-encoded', open: (text) => (/%[\da-f]{2}/i.test(text) ? decodedOf(text) : undefined) },
  { look: 'base64-wrapped', open: (text) => (text.startsWith('ZXlK') ? Buffer.from(text, 'base64').toString('latin1') : undefined) },
]

function decodedOf(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Whether a value is none that a server could accept, whoever issued it. */
export function isNoToken(look: TokenLook): boolean {
  return NO_TOKEN.has(look)
}

/** When a signed key ends that says so in plain text, in seconds since 1970. */
export function expiryOfKey(token: string): number | undefined {
  const said = EXPIRES.exec(token)?.[1]
  if (said === undefined) return undefined
  const atMs = /^\d{10}$/.test(said) ? Number(said) * 1000 : Date.parse(decodedOf(said) ?? said)
  return Number.isNaN(atMs) ? undefined : Math.floor(atMs / 1000)
}

/** What a value that is sent as a bearer token looks like, and the token in it. */
export function lookOfToken(value: string): Looked {
  const text = value.trim()
  if (text === '') return { look: 'empty', token: '' }
  if (PLACEHOLDER.test(text)) return { look: 'placeholder', token: '' }
  for (const { look, open } of WRAPS) {
    const inner = open(text)
    if (inner === undefined) continue
    const within = lookOfToken(inner)
    return { look: within.look === 'placeholder' ? 'placeholder' : look, token: within.token }
  }
  return { look: lookOfBare(text), token: text }
}

function lookOfBare(token: string): TokenLook {
  if (token.startsWith('eyJ')) return lookOfJose(token)
  if (/[^\x21-\x7e]/.test(token)) return 'garbage'
  if (API_KEY.test(token)) return 'api-key'
  if (expiryOfKey(token) !== undefined) return 'expiring-key'
  const plain = /^[\w+/-]{8,}={0,2}$/.test(token) ? Buffer.from(token, 'base64').toString('latin1') : ''
  return /^[\x20-\x39\x3b-\x7e]{1,100}:[\x20-\x7e]{1,200}$/.test(plain) ? 'basic' : 'opaque'
}

/** `eyJ` opens a JSON object in base64url: a signed token has three parts, an encrypted one five (RFC 7515, RFC 7516). */
function lookOfJose(token: string): TokenLook {
  const parts = token.split('.')
  try {
    const header = decodeProtectedHeader(token)
    if (parts.length === 5) return header.enc === undefined ? 'garbage' : 'jwe'
    return parts.length === 3 ? lookOfClaims(decodeJwt(token)) : 'truncated'
  } catch {
    const isCut = parts.length < 3 || parts.some((part) => part.length % 4 === 1)
    return isCut ? 'truncated' : 'garbage'
  }
}

/** An ID token says who signed in and is meant for the client (OpenID Connect Core, 2; `token_use` is Cognito's, `typ` Keycloak's). */
function lookOfClaims({ typ, token_use: use, at_hash: atHash, c_hash: cHash, nonce, scope, scp }: Record<string, unknown>): TokenLook {
  if (use === 'id' || typ === 'ID') return 'id-token'
  if (use === 'refresh' || typ === 'Refresh' || typ === 'Offline') return 'refresh-token'
  const hasHash = [atHash, cHash, nonce].some((claim) => typeof claim === 'string')
  return hasHash && scope === undefined && scp === undefined && use === undefined ? 'id-token' : 'jwt'
}
