import { type Document, isMap, isPair, isScalar, LineCounter, parseDocument, type YAMLError } from 'yaml'
import type { Position, SourceText } from './source-text.ts'

/** A piece of YAML inside a file: its text without indentation and where its first line begins. */
type YamlText = { body: string; bodyFrom: number; indent: number }
/** What is wrong with a piece of YAML. */
type YamlError = { at: Position; found: string; expected: string; hint?: string }
/** A way into a YAML value. */
export type YamlPath = readonly (string | number)[]

/** YAML read: its value as plain data (undefined with an error), and where its parts stand in the file. */
export type YamlValue = {
  value: unknown
  error?: YamlError
  /** Where the value at `path` stands, or its key. What is not there is where its nearest parent is. */
  positionOf(path: YamlPath, part?: 'key' | 'value'): Position
  /** Where `needle` stands within the value at `path`; else where the value does. */
  positionIn(path: YamlPath, needle: string): Position
}

type ParsedYaml = { document: Document; lineCounter: LineCounter }

const MAX_ALIASES = 20
const PARSED_MAX = 1000
/** Runbooks repeat themselves: most check blocks are the same few lines. */
const parsedByBody = new Map<string, ParsedYaml>()

/** Reads YAML 1.2. Never throws: what cannot be read is an `error`. */
export function readYaml(source: SourceText, { body, bodyFrom, indent }: YamlText): YamlValue {
  const { document, lineCounter } = parseOnce(body)
  const first = source.positionAt(bodyFrom).line
  const at = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: first + Math.max(line, 1) - 1, column: Math.max(col, 1) + indent }
  }
  const { value, error } = toPlain(document, body, at)
  return {
    value,
    ...(error ? { error } : {}),
    positionOf: (path, part = 'value') => at(offsetOf(document, path, part)),
    positionIn: (path, needle) => {
      const start = offsetOf(document, path, 'value')
      const found = body.indexOf(needle, start)
      return at(found < 0 ? start : found)
    },
  }
}

/** Whether `value` is a YAML mapping. */
export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseOnce(body: string): ParsedYaml {
  const known = parsedByBody.get(body)
  if (known) return known
  const lineCounter = new LineCounter()
  const parsed = { document: parseDocument(body, { lineCounter, logLevel: 'silent', prettyErrors: false }), lineCounter }
  if (parsedByBody.size >= PARSED_MAX) parsedByBody.clear()
  parsedByBody.set(body, parsed)
  return parsed
}

function toPlain(document: Document, body: string, at: (offset: number) => Position): { value?: unknown; error?: YamlError } {
  const [first] = document.errors
  if (first) return { error: explainYamlError(first, body, at) }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    return endsSomewhere(value)
      ? { value }
      : { error: { at: at(0), found: 'an alias inside of what it stands for', expected: 'a value that ends' } }
  } catch {
    return { error: { at: at(0), found: 'too many aliases', expected: `at most ${MAX_ALIASES}` } }
  }
}

/** Whether a value holds itself nowhere, as `&a [*a]` does. */
function endsSomewhere(value: unknown, above: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) return true
  return !above.includes(value) && Object.values(value).every((inner) => endsSomewhere(inner, [...above, value]))
}

function explainYamlError(error: YAMLError, body: string, at: (offset: number) => Position): YamlError {
  const offset = error.pos[0]
  const near = body.slice(offset).split('\n')[0]?.trim().slice(0, 40) ?? ''
  const found = near === '' ? 'the end' : `\`${near}\``
  if (error.code === 'DUPLICATE_KEY') {
    return {
      at: at(offset),
      found: `${found} a second time`,
      expected: 'each name once',
      hint: 'Write the same check twice as a list, each with its own `id:`.',
    }
  }
  if (error.code === 'TAB_AS_INDENT') return { at: at(offset), found: 'a tab', expected: 'spaces' }
  const hint = /^[@`]|^.*\{\{|^[^"']*: /.test(near) ? { hint: 'Put the whole value into quotes.' } : {}
  return { at: at(offset), found, expected: `valid YAML (${plainSentence(error.message)})`, ...hint }
}

function plainSentence(message: string): string {
  const [first = message] = message.split('\n')
  return first.replace(/[.:]$/, '')
}

function offsetOf(document: Document, path: YamlPath, part: 'key' | 'value'): number {
  for (let length = path.length; length >= 0; length--) {
    const offset = exactOffset(document, path.slice(0, length), part)
    if (offset !== undefined) return offset
  }
  return 0
}

function exactOffset(document: Document, path: YamlPath, part: 'key' | 'value'): number | undefined {
  if (path.length === 0) return rangeStart(document.contents)
  const parent = document.getIn(path.slice(0, -1), true)
  const node = path.length === 1 ? document.contents : parent
  const name = path.at(-1)
  if (!isMap(node)) return rangeStart(document.getIn(path, true))
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(name))
  return pair && (part === 'key' ? rangeStart(pair.key) : (rangeStart(pair.value) ?? rangeStart(pair.key)))
}

function rangeStart(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined
  return (node.range as [number, number, number] | undefined | null)?.[0]
}
