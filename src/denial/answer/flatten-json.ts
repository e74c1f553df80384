const VALUES_MAX = 400
const DEPTH_MAX = 8

/** Members of a JSON text by path in lower case (`errors[].code`), each with its values as text, in written order. */
export type JsonFields = ReadonlyMap<string, readonly string[]>

/** Flattens a JSON object or list, also one that was cut off somewhere; anything else has no fields. Never throws. */
export function flattenJson(text: string): JsonFields {
  const fields = new Map<string, string[]>()
  const start = text.trimStart()
  if (!start.startsWith('{') && !start.startsWith('[')) return fields
  const value = parseCutJson(start)
  if (value !== undefined) collect(value, '', { fields, left: VALUES_MAX, depth: 0 })
  return fields
}

/** Parses a JSON object or list, also one that was cut off somewhere; undefined when it cannot be mended. Never throws. */
export function parseCutJson(text: string): unknown {
  return parse(text) ?? parse(closeJson(text))
}

type Collecting = { fields: Map<string, string[]>; left: number; depth: number }

function collect(value: unknown, path: string, into: Collecting): void {
  if (into.left <= 0 || into.depth > DEPTH_MAX) return
  if (value === null || typeof value !== 'object') {
    into.left -= 1
    const values = into.fields.get(path)
    if (values) values.push(String(value))
    else into.fields.set(path, [String(value)])
    return
  }
  into.depth += 1
  if (Array.isArray(value)) for (const member of value) collect(member, `${path}[]`, into)
  else
    for (const [name, member] of Object.entries(value)) collect(member, path ? `${path}.${name.toLowerCase()}` : name.toLowerCase(), into)
  into.depth -= 1
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Ends an interrupted JSON text: the open string, then every open bracket; a dangling comma or member name goes. */
function closeJson(text: string): string {
  const open: string[] = []
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (inString && char === '\\') at += 1
    else if (char === '"') inString = !inString
    else if (!inString && char === '{') open.push('}')
    else if (!inString && char === '[') open.push(']')
    else if (!inString && (char === '}' || char === ']')) open.pop()
    if (!inString && open.length === 0) return text.slice(0, at + 1)
  }
  const ended = inString ? `${text.replace(/\\$/, '')}"` : text
  return `${open.at(-1) === '}' ? dropNameless(ended) : dropComma(ended)}${open.reverse().join('')}`
}

/** Without a member whose name or value was cut off: a name needs its value. */
function dropNameless(text: string): string {
  const named = dropWord(text).trimEnd().replace(/:$/, '').trimEnd()
  const start = named.endsWith('"') ? named.lastIndexOf('"', named.length - 2) : -1
  const before = start < 0 ? '' : named.slice(0, start).trimEnd()
  return before.endsWith('{') || before.endsWith(',') ? dropComma(before) : dropComma(text)
}

/** Without the beginning of `true`, `false` or `null`. */
function dropWord(text: string): string {
  const word = /[a-z]{1,5}$/.exec(text.slice(-5))?.[0] ?? ''
  return ['true', 'false', 'null'].includes(word) ? text : text.slice(0, text.length - word.length)
}

function dropComma(text: string): string {
  return text.trimEnd().replace(/,$/, '')
}
