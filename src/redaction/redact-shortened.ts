import { redactText } from './redact-text.ts'
import { removeCutSecret } from './remove-known.ts'

/** Marks that are looked at, from the end: what is shortened stands there, or in the few texts that a sentence is made of. */
const MARKS_MAX = 20

/** Text as `redactText` gives it, without the beginnings of `known` secrets in front of `…` too: it was shortened while still in clear. */
export function redactShortened(text: string, known: readonly string[]): string {
  const pieces = redactText(text, known).split('…')
  const last = pieces.length - 1
  return pieces.map((piece, at) => (at < last && at >= last - MARKS_MAX ? removeCutSecret(piece, known) : piece)).join('…')
}
