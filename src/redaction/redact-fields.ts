import { REDACTED } from './redacted.ts'
import { isHarmless, looksMachineMade } from './secret-value.ts'
import { isSensitiveName } from './sensitive-name.ts'
import { unquoted } from './unquoted.ts'

/** A name and what joins it to its value in JSON, forms, YAML, shells, Ruby and PHP. */
const NAME = /(?<![\w.-])([\w.-]{2,64})(\\?["']?\s{0,4}(?:=>|[:=])\s{0,4}(?:\[\s{0,16}(?=["']))?)/g
/** A value with its quotes (the closing one may be cut off), or up to the next delimiter. */
const VALUE =
  /"(?:[^"\\\r\n]|\\[^\r\n]){0,16384}"?|\\"(?:[^"\\\r\n]|\\[^"\r\n]){0,16384}(?:\\")?|'[^'\r\n]{0,16384}'?|[^\s"'<>&;,(){}\\]{1,16384}/y

/** On to the next item of a list of texts. */
const NEXT_ITEM = /\s{0,16},\s{0,16}(?=["'])/y

/** Where the list ends that goes on at `at`; the same place when there is none. */
function endOfList(text: string, at: number): number {
  let end = at
  for (;;) {
    NEXT_ITEM.lastIndex = end
    const gap = NEXT_ITEM.exec(text)?.[0]
    if (gap === undefined) return end
    VALUE.lastIndex = end + gap.length
    end += gap.length + (VALUE.exec(text)?.[0].length ?? 0)
  }
}

function isSecret(name: string, gap: string, value: string): boolean {
  const { open, inner } = unquoted(value)
  const isHeaderLine = gap.includes(':') && /^(?:set-cookie|cookie|(?:proxy-)?authorization)$/i.test(name)
  if (isHarmless(inner) || isHeaderLine) return false
  if (/passw|pwd|secret|cookie/i.test(name)) return true
  const sentence = open !== '' && /\s/.test(inner.trim())
  const prose = open === '' && gap.includes(':') && !looksMachineMade(inner)
  return !sentence && !prose
}

/** Text without the values of secret fields, whatever the notation. What a field that is no secret holds is read again: `error: token=…`. */
export function redactFields(text: string): string {
  let out = ''
  let copied = 0
  for (const match of text.matchAll(NAME)) {
    const [whole, name = '', gap = ''] = match
    const start = match.index + whole.length
    if (match.index < copied || !isSensitiveName(name)) continue
    VALUE.lastIndex = start
    const value = VALUE.exec(text)?.[0]
    if (value === undefined || !isSecret(name, gap, value)) continue
    const { open, close } = unquoted(value)
    out += `${text.slice(copied, start)}${open}${REDACTED}${close}`
    copied = gap.includes('[') ? endOfList(text, start + value.length) : start + value.length
  }
  return out + text.slice(copied)
}
