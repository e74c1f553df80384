import { Buffer } from 'node:buffer'
import { isEscapable, looseForm } from './loose-form.ts'
import { REDACTED } from './redacted.ts'

/** Shorter values are no secrets that could be told from ordinary text. */
const LENGTH_MIN = 4
/** A shorter piece of base64 says too little to be recognised. */
const ENCODED_MIN = 6
/** What may be spent on looking for escaped forms, in characters of the pattern: they are longer than the others. */
const LOOSE_MAX = 256 * 1024
/** The beginning of a secret at a cut is removed from this length on. */
const CUT_MIN = 6

/** The parts of the base64 text of `value` that do not depend on its neighbours, for each of the three alignments. */
function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)])
    const text = bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6))
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

function percentForms(value: string): string[] {
  const bytes = [...Buffer.from(value)]
  const all = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const component = encodeURIComponent(value.toWellFormed())
  return [component, component.replaceAll('%20', '+'), encodeURI(value.toWellFormed()), all]
}

function escapedForms(value: string): string[] {
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  return [JSON.stringify(value).slice(1, -1), html, html.replaceAll("'", '&#39;'), html.replaceAll("'", '&#x27;')]
}

/** The forms in which an echoed secret may come back: as it is, base64, hexadecimal, percent-encoded, escaped; the longest first. */
function formsOf(secret: string): string[] {
  const encoded = [...base64Forms(secret), Buffer.from(secret).toString('hex')].filter((form) => form.length >= ENCODED_MIN)
  return [secret, ...percentForms(secret), ...escapedForms(secret), ...encoded]
}

/** Patterns of the secrets with marks in them, which frameworks escape in ways of their own, as many as may be spent. */
function looseForms(secrets: readonly string[]): string[] {
  let left = LOOSE_MAX
  return secrets.filter(isEscapable).flatMap((secret) => {
    const form = secret.length > left ? '' : looseForm(secret)
    left -= form.length
    return form === '' || left < 0 ? [] : [form]
  })
}

type Matcher = { pattern: RegExp | null; forms: readonly string[] }
const matchers = new WeakMap<readonly string[], { length: number; matcher: Matcher }>()

function matcherOf(known: readonly string[]): Matcher {
  const cached = matchers.get(known)
  if (cached?.length === known.length) return cached.matcher
  const secrets = known.map((secret) => secret.trim()).filter((secret) => secret.length >= LENGTH_MIN && !REDACTED.includes(secret))
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length)
  const plain = forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  const source = [...plain, ...looseForms(secrets)].join('|')
  const matcher = { forms, pattern: source === '' ? null : new RegExp(`(?:${source})(?:[\\w+/]?={1,2}(?![\\w"']))?`, 'gi') }
  matchers.set(known, { length: known.length, matcher })
  return matcher
}

/** Removes each of `known` from `text` in every form in which a target may echo it, whatever its case. */
export function removeKnown(text: string, known: readonly string[]): string {
  const { pattern } = matcherOf(known)
  return pattern ? text.replace(pattern, REDACTED) : text
}

/** Where the beginning of `form` starts that ends `text`, or its length. */
function cutOf(text: string, form: string): number {
  const head = form.slice(0, CUT_MIN)
  for (let at = text.indexOf(head, Math.max(0, text.length - form.length + 1)); at >= 0; at = text.indexOf(head, at + 1)) {
    if (form.startsWith(text.slice(at))) return at
  }
  return text.length
}

/** Removes the beginning of a known secret from the end of a text that was cut there. */
export function removeCutSecret(text: string, known: readonly string[]): string {
  const lower = text.toLowerCase()
  const cuts = matcherOf(known)
    .forms.filter((form) => form.length > CUT_MIN)
    .map((form) => cutOf(lower, form.toLowerCase()))
  const cut = Math.min(lower.length, ...cuts)
  return cut === lower.length ? text : `${text.slice(0, cut)}${REDACTED}`
}
