import type { z } from 'zod'
import { didYouMean } from '../did-you-mean.ts'
import { printFound } from '../parse/print-found.ts'
import { isMapping } from '../parse/read-yaml.ts'
import { fieldNames } from './schema-fields.ts'

/** What a value has wrong by its schema, as a person would say it. `part`: the name itself is wrong, or its value. */
type ValueFault = { path: (string | number)[]; part: 'key' | 'value'; found: string; expected: string; hint?: string }

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
}

/**
 * Holds `value` against `schema`. Unknown names are faults even where the schema would drop them; a text that holds
 * `{{` is taken for whatever is expected, since it is filled in later.
 */
export function findValueFaults(schema: z.ZodType, value: Readonly<Record<string, unknown>>): ValueFault[] {
  const known = fieldNames(schema)
  const unknown = known ? Object.keys(value).filter((name) => !known.includes(name)) : []
  const faults: ValueFault[] = unknown.map((name) => unknownName([name], name, known ?? []))
  for (const issue of parseIssues(schema, value)) {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
    if (issue.code === 'unrecognized_keys') {
      if (path.length > 0) faults.push(...issue.keys.map((name) => unknownName([...path, name], name, [])))
    } else if (!holdsTemplate(valueAt(value, path))) faults.push(explainIssue(issue, path, value))
  }
  return faults
}

function parseIssues(schema: z.ZodType, value: unknown): readonly z.core.$ZodIssue[] {
  try {
    return schema.safeParse(value).error?.issues ?? []
  } catch {
    return []
  }
}

function unknownName(path: (string | number)[], name: string, known: readonly string[]): ValueFault {
  const hint = didYouMean(name, known)
  const expected = known.length > 0 ? `one of ${known.map((each) => `\`${each}\``).join(', ')}` : 'a name that is known here'
  return { path, part: 'key', found: `\`${name}\``, expected, ...(hint ? { hint } : {}) }
}

function explainIssue(issue: z.core.$ZodIssue, path: (string | number)[], whole: unknown): ValueFault {
  const value = valueAt(whole, path)
  const name = path.at(-1)
  const found = value === undefined && name !== undefined ? `no \`${name}\`` : printFound(value)
  const hint = hintFor(issue, value)
  return { path, part: 'value', found, expected: expectedBy(issue), ...(hint ? { hint } : {}) }
}

function hintFor(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (isMapping(value) && Object.keys(value).some((key) => key.startsWith('{'))) return 'Put quotes around a value that begins with `{{`.'
  return issue.code === 'invalid_value' && typeof value === 'string' ? didYouMean(value, issue.values.map(String)) : undefined
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS[issue.expected] ?? `a ${issue.expected}`
    case 'invalid_value':
      return `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((value) => `\`${String(value)}\``).join(', ')}`
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1 ? 'text that is not empty' : `at least ${issue.minimum}`
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'invalid_format':
      return `a valid ${issue.format}`
    case 'invalid_union':
      return [...new Set(issue.errors.flatMap(([first]) => (first ? expectedBy(first) : [])))].join(' or ') || 'another value'
    default:
      return issue.message.charAt(0).toLowerCase() + issue.message.slice(1)
  }
}

function valueAt(whole: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[name] : undefined),
    whole,
  )
}

function holdsTemplate(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{{')
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsTemplate)
}
