import { Buffer } from 'node:buffer'

/** What HTML names (the other marks that are escaped go by number). https://html.spec.whatwg.org/multipage/named-characters.html */
const NAMED: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  '/': 'sol',
  '+': 'plus',
  '=': 'equals',
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** A letter or digit stands for itself; any other character also as URLs, JSON, JavaScript and HTML escape it, once or again. */
function looseCharacter(char: string): string {
  if (/[A-Za-z0-9]/.test(char)) return char
  const code = char.codePointAt(0) ?? 0
  const hex = code.toString(16)
  const bytes = [...Buffer.from(char)].map((byte) => `%(?:25){0,3}${byte.toString(16).padStart(2, '0')}`).join('')
  const units = Array.from({ length: char.length }, (_, i) => `\\\\{1,4}u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')
  const entity = [`#0{0,4}${code}`, `#x0{0,4}${hex}`, ...(NAMED[char] ? [NAMED[char]] : [])].join('|')
  const short = code < 0x100 ? `|\\\\{1,4}x${hex.padStart(2, '0')}` : ''
  return `(?:\\\\{0,4}${literal(char)}|${bytes}|${units}${short}|&(?:amp;){0,3}(?:${entity});${char === ' ' ? '|\\+' : ''})`
}

/** Whether any character of `value` is one that an escape may change. */
export function isEscapable(value: string): boolean {
  return /[^\w.~-]/.test(value)
}

/** The source of a regular expression that finds `value` however its marks were escaped, each on its own. */
export function looseForm(value: string): string {
  return Array.from(value.toWellFormed(), looseCharacter).join('')
}
