import type { SubjectRequest } from '../../checks/check.ts'
import { nearestWord } from '../../nearest-word.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import type { Mistake } from './mistake.ts'
import { parseCurl } from './parse-curl.ts'
import { asTypedCode, readSlackText } from './slack-text.ts'

/** What a person asks for. `ignored` names curl flags that change nothing about who refuses. */
export type Command =
  | { kind: 'open'; request: SubjectRequest; as?: string; ignored: string[] }
  | { kind: 'form' }
  | { kind: 'list' }
  | { kind: 'show'; incident: number }
  | { kind: 'rules'; words: string }
  | { kind: 'help' }
  | ({ kind: 'mistake' } & Mistake)

const EXAMPLE = '/why403 POST https://api.example.com/orders as alice'
/** RFC 9110, 9.1: the registered methods that a request to an API uses, plus any other all-capital token. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])

/** Reads the text behind `/why403` or a mention, as Slack delivers it. Any text gives an answer; none throws. */
export function parseCommand(slackText: string): Command {
  const text = readSlackText(slackText).trim()
  const words = text.split(/\s+/).filter((word) => word !== '')
  const [first = '', ...rest] = words
  if (first === '') return { kind: 'form' }
  if (/^\s*(?:[`'"“‘]|[$#>%]\s)*\s*curl(?:\.exe)?\s/i.test(`${text} `)) return curlCommand(text)
  switch (first.toLowerCase()) {
    case 'list':
      return rest.length === 0 ? { kind: 'list' } : tooMuch(rest, 'nothing after list', '/why403 list')
    case 'help':
    case '?':
      return { kind: 'help' }
    case 'rules':
      return { kind: 'rules', words: rest.join(' ').slice(0, 200) }
    default:
      return /^#?inc/i.test(first) && !first.includes('/') && !first.includes('.') ? incidentCommand(first, rest) : openCommand(words)
  }
}

function incidentCommand(word: string, rest: string[]): Command {
  const incident = Number(/^#?inc-?([1-9]\d{0,8})$/i.exec(word)?.[1])
  if (!Number.isInteger(incident))
    return { kind: 'mistake', found: quoted(word), expected: 'an incident like INC-7', example: '/why403 INC-7' }
  return rest.length === 0 ? { kind: 'show', incident } : tooMuch(rest, `nothing after INC-${incident}`, `/why403 INC-${incident}`)
}

function curlCommand(text: string): Command {
  const read = parseCurl(asTypedCode(text))
  if ('found' in read) return { kind: 'mistake', ...read }
  return { kind: 'open', request: read.request, ignored: read.ignored, ...(read.as ? { as: read.as } : {}) }
}

function openCommand(words: string[]): Command {
  const [first = '', ...others] = words
  const isMethod = METHODS.has(first.toUpperCase()) || (others.length > 0 && /^[A-Z]{3,20}$/.test(first))
  const meant = isMethod && !METHODS.has(first.toUpperCase()) ? nearestWord(first, METHODS) : undefined
  if (meant) return { kind: 'mistake', found: quoted(first), expected: `a method; did you mean ${meant}?`, example: EXAMPLE }
  const [url, ...rest] = isMethod ? others : words
  if (url === undefined)
    return { kind: 'mistake', found: `${first.toUpperCase()} and nothing after it`, expected: 'a URL', example: EXAMPLE }
  if (!isHttpUrl(url))
    return { kind: 'mistake', found: quoted(url), expected: 'a URL with a host, after https:// or http://', example: EXAMPLE }
  const request: SubjectRequest = { method: isMethod ? first.toUpperCase() : 'GET', url, headers: {} }
  if (rest.length === 0) return { kind: 'open', request, ignored: [] }
  const [as, identity, ...more] = rest
  if (as?.toLowerCase() !== 'as') return tooMuch(rest, 'nothing or `as IDENTITY` after the URL', EXAMPLE)
  if (!identity) return { kind: 'mistake', found: 'as and nothing after it', expected: 'the name of an identity', example: EXAMPLE }
  return more.length === 0
    ? { kind: 'open', request, as: identity.replace(/^@/, ''), ignored: [] }
    : tooMuch(more, 'nothing after the identity', EXAMPLE)
}

/** Whether `text` is an absolute http(s) URL. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

function tooMuch(words: string[], expected: string, example: string): Command {
  return { kind: 'mistake', found: quoted(words[0] ?? ''), expected, example }
}

/** What was typed, as far as it can be repeated: short, no query string, no credentials. */
function quoted(word: string): string {
  const shown = word.includes('://') ? redactUrl(word).replace(/[?#].*$/s, '') : word.replace(/[?#].*$/s, '')
  return `"${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}"`
}
