/** A word that no rule can mean. */
const WORD = 'why403'
const ELSEWHERE = 'https://why403.invalid'

/** Headers whose value has a form of its own. */
const BY_HEADER: Readonly<Record<string, string>> = {
  origin: ELSEWHERE,
  referer: `${ELSEWHERE}/`,
  range: 'bytes=0-0',
  'content-type': 'text/plain',
  'accept-language': 'en',
}

/** A harmless value of the same shape: a number for a number, true for false, else a word. Never the value itself. */
export function neutralValue(value: unknown): unknown {
  if (typeof value === 'number') return value === 1 ? 2 : 1
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return WORD
  if (/^-?\d+(?:\.\d+)?$/.test(value)) return value === '1' ? '2' : '1'
  if (/^(?:true|false)$/.test(value)) return value === 'true' ? 'false' : 'true'
  return value === WORD ? `${WORD}x` : WORD
}

/** A harmless value for a header. */
export function neutralHeader(name: string, value: string): string {
  return BY_HEADER[name] ?? String(neutralValue(value))
}
