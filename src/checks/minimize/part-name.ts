import { formDecoded } from '../../redaction/form-decoded.ts'

const NAME_MAX = 64
/** What has no `=` may be a value rather than a name. */
const BARE_MAX = 24

/** A name as it may be shown: in one line, not too long. */
export function shownName(name: string): string {
  const plain = name.replace(/[\p{C}\s]+/gu, ' ').trim()
  return (plain.length > NAME_MAX ? `${plain.slice(0, NAME_MAX)}…` : plain) || '(no name)'
}

/** Name and value of `name=value` as it is written in a query, form or Cookie header. What may be a secret without a name has none. */
export function readPair(pair: string): { name: string; value: string } {
  const equals = pair.indexOf('=')
  if (equals < 0) return { name: pair.length > BARE_MAX ? '' : formDecoded(pair), value: '' }
  return { name: formDecoded(pair.slice(0, equals)).trim(), value: formDecoded(pair.slice(equals + 1)) }
}
