import { redactFields } from './redact-fields.ts'
import { redactHeaderValue } from './redact-header-value.ts'
import { redactPairs } from './redact-pairs.ts'
import { redactReference } from './redact-reference.ts'
import { REDACTED } from './redacted.ts'
import { removeKnown } from './remove-known.ts'
import { removeTokens } from './remove-tokens.ts'
import { isHarmless } from './secret-value.ts'
import { isSensitiveName } from './sensitive-name.ts'
import { unquoted } from './unquoted.ts'

const URLS = /\bhttps?:\/\/[^\s"'<>\\^`{|}]{1,8192}/gi
const HEADER_LINES =
  /(?<![\w-])(authorization|proxy-authorization|set-cookie|cookie)(["']?[ \t]{0,4}:[ \t]{0,4}(?:\[\s{0,16}(?=["']))?)(?![ \t]{0,4}(?:\[\s{0,16}\]|null)[ \t]{0,4}[,}\]])("[^"\r\n]{0,16384}"|'[^'\r\n]{0,16384}'|[^\r\n"'<>]{1,16384}(?:(?<==\\?)"[^"\r\n]{0,4096}"[^\r\n"'<>]{0,4096}){0,32})/gi
/** A user name with its password in a URL of any scheme: `postgres://app:hunter2@db/orders`. */
const USERINFO = /\b([a-z][a-z0-9+.-]{1,30}:\/\/)[^\s/@:"'<>]{0,256}:[^\s/@"'<>]{1,256}@/gi
/** What curl is told to log in with. */
const CURL_LOGIN = /(?<=\s)((?:-u|-U|--user|--proxy-user)[ \t=]{1,4}["']?[^\s:"'<>]{0,256}:)[^\s"'<>]{1,256}/g
const ELEMENTS = /<([\w.:-]{2,64})>([^<>]{1,16384})<\//g
const INPUTS = /<(?:input|meta)\b[^<>]{1,2048}>/gi

function redactHeaderLine(_: string, name: string, gap: string, value: string): string {
  const { open, inner, close } = unquoted(value)
  return `${name}${gap}${open}${redactHeaderValue(name, inner)}${close}`
}

function redactInput(tag: string): string {
  const name = /\bname\s*=\s*["']?([^\s"'>]{1,64})/i.exec(tag)?.[1]
  if (!name || !isSensitiveName(name)) return tag
  return tag.replace(/\b(value|content)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/gi, (whole, key: string, gap: string, value: string) => {
    const { open, inner, close } = unquoted(value)
    return isHarmless(inner) ? whole : `${key}${gap}${open}${REDACTED}${close}`
  })
}

function redactElement(whole: string, name: string, value: string): string {
  const secret = isSensitiveName(name) && !isHarmless(value) && !/\s/.test(value.trim())
  return secret ? `<${name}>${REDACTED}</` : whole
}

/**
 * Free text, JSON, forms, HTML, XML or log lines without secrets: tokens, credentials, cookies, keys, passwords, and `known`
 * values in every form. Plain words (`token: expired`), challenges and reference ids stay. Linear in the text's length.
 */
export function redactText(text: string, known: readonly string[] = []): string {
  const marked = removeTokens(removeKnown(text, known))
    .replace(USERINFO, `$1${REDACTED}@`)
    .replace(CURL_LOGIN, `$1${REDACTED}`)
    .replace(URLS, (url) => redactReference(url))
    .replace(HEADER_LINES, redactHeaderLine)
    .replace(INPUTS, redactInput)
    .replace(ELEMENTS, redactElement)
  return redactFields(redactPairs(marked))
}
