/** One challenge of a WWW-Authenticate or Proxy-Authenticate field: scheme and parameter names in lower case. */
export type Challenge = { scheme: string; token68?: string; params: Readonly<Record<string, string>> }

const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y
const TOKEN68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y
const BLANKS = /[ \t]*/y
const SEPARATORS = /[ \t,]*/y
const QUOTED = /"((?:[^"\\]|\\[\s\S])*)(?:"|$)/y
const BARE = /[^ \t,]*/y

/**
 * Reads every challenge of the field's value, in order (RFC 9110 section 11.6.1: a list whose members hold lists).
 * Never throws: what fits no grammar is skipped up to the next comma, an unclosed quote ends with the value.
 */
export function parseChallenges(value: string): Challenge[] {
  const cursor = { text: value, at: 0 }
  const challenges: Growing[] = []
  skip(cursor, SEPARATORS)
  while (cursor.at < cursor.text.length) {
    const name = take(cursor, TOKEN)
    if (name === undefined) skip(cursor, BARE)
    else readAfterName(cursor, name.toLowerCase(), challenges)
    skip(cursor, SEPARATORS)
  }
  return challenges
}

type Cursor = { text: string; at: number }
type Growing = { scheme: string; token68?: string; params: Record<string, string> }

/** After a token: `=` makes it a parameter of the last challenge, anything else a new scheme. */
function readAfterName(cursor: Cursor, name: string, challenges: Growing[]): void {
  const last = challenges.at(-1)
  const after = cursor.at
  skip(cursor, BLANKS)
  if (last && cursor.text[cursor.at] === '=') {
    cursor.at += 1
    skip(cursor, BLANKS)
    const quoted = take(cursor, QUOTED, 1)
    last.params[name] ??= quoted === undefined ? (take(cursor, BARE) ?? '') : quoted.replace(/\\([\s\S])/g, '$1')
    return
  }
  cursor.at = after
  challenges.push({ scheme: name, params: Object.create(null) as Record<string, string> })
  readToken68(cursor, challenges.at(-1))
}

function readToken68(cursor: Cursor, challenge: Growing | undefined): void {
  const start = cursor.at
  skip(cursor, BLANKS)
  if (cursor.at === start) return
  const token = take(cursor, TOKEN68)
  if (token !== undefined && challenge) challenge.token68 = token
}

function skip(cursor: Cursor, pattern: RegExp): void {
  take(cursor, pattern)
}

function take(cursor: Cursor, pattern: RegExp, group = 0): string | undefined {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.text)
  if (!match) return undefined
  cursor.at += match[0].length
  return match[group]
}
