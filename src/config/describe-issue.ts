import type { z } from 'zod'
import { nearestWord } from '../nearest-word.ts'
import { bareUrl } from './bare-url.ts'

type Described = { path: PropertyKey[]; found: string; expected: string }

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), root)
}

/** A value for a message; a text below `identities` may be a secret written down by mistake, so it is not shown. */
function shown(value: unknown, path: readonly PropertyKey[]): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'an empty value'
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map'
  if (typeof value !== 'string') return String(value)
  if (path.includes('identities')) return 'a text'
  const safe = bareUrl(value)
  return JSON.stringify(safe.length > 60 ? `${safe.slice(0, 60)}…` : safe)
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
}

function expectedSize(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const many = issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : ''
  if (issue.code === 'too_big') return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${many}`
  return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${many}`
}

function expectedUnion(issue: z.core.$ZodIssueInvalidUnion): string {
  const keys = issue.errors.map((errors) => errors.flatMap((error) => (error.code === 'unrecognized_keys' ? [] : error.path.slice(0, 1))))
  if (issue.path.includes('identities')) return '{ env: NAME } or { file: path }'
  return [...new Set(keys.flat().map(String))].map((key) => `a map with ${key}`).join(' or ') || issue.message
}

function expectedOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.path.includes('identities') && issue.expected === 'object'
        ? 'a map of bearer, basic, cookie or headers'
        : (TYPE_WORDS[issue.expected] ?? issue.expected)
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
    case 'too_big':
      return expectedSize(issue)
    case 'invalid_format':
      return issue.format === 'url' ? 'an http or https URL' : issue.format
    case 'invalid_union':
      return expectedUnion(issue)
    default:
      return issue.message
  }
}

/** Says a zod issue of `root` as found and expected, one per unknown key; `keysAt` names the keys known at a path. */
export function describeIssue(issue: z.core.$ZodIssue, root: unknown, keysAt: (path: readonly PropertyKey[]) => string[]): Described[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ path: issue.path, found: shown(valueAt(root, issue.path), issue.path), expected: expectedOf(issue) }]
  const known = keysAt(issue.path)
  return issue.keys.map((key) => {
    const near = nearestWord(key, known)
    const expected = near === undefined ? `one of ${known.join(', ')}` : `a known key; did you mean ${near}?`
    return { path: [...issue.path, key], found: `the unknown key ${JSON.stringify(key.slice(0, 60))}`, expected }
  })
}
