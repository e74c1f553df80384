import type { z } from 'zod'
import { nearestWord } from '../../nearest-word.ts'
import { bareUrl } from '../bare-url.ts'
import { clashOfKinds, shownKeys } from './union-mistake.ts'

type Described = { path: PropertyKey[]; found: string; expected: string }

/** What the schema knows at a path: its keys, and those that tell the alternatives of a union apart. */
type Known = { keysAt(path: readonly PropertyKey[]): string[]; kindsAt(path: readonly PropertyKey[]): string[] }

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), root)
}

const SECRET_KEYS = [
  'bearer',
  'password',
  'cookie',
  'clientSecret',
  'refreshToken',
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
].concat(['certificate', 'key', 'passphrase', 'ca'])

/** Whether a secret belongs at `path`, which may have been written down there by mistake. */
function holdsSecret(path: readonly PropertyKey[]): boolean {
  return path.some((key) => key === 'identities' || key === 'headers' || SECRET_KEYS.includes(String(key)))
}

/** A value for a message, unless it may be a secret. */
function shown(value: unknown, path: readonly PropertyKey[]): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'an empty value'
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map'
  if (typeof value !== 'string') return String(value)
  if (holdsSecret(path)) return 'a text'
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
  const limit = Number(issue.code === 'too_big' ? issue.maximum : issue.minimum)
  const [one, more] =
    issue.origin === 'array' ? [' entry', ' entries'] : issue.origin === 'string' ? [' character', ' characters'] : ['', '']
  const many = limit === 1 ? one : more
  if (issue.code === 'too_big') return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${many}`
  return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${many}`
}

function expectedUnion(issue: z.core.$ZodIssueInvalidUnion, kinds: readonly string[]): string {
  if (holdsSecret(issue.path)) return '{ env: NAME } or { file: path }'
  return kinds.length > 0 ? `a map with exactly one of ${kinds.join(', ')}` : issue.message
}

function expectedOf(issue: z.core.$ZodIssue, { kindsAt }: Known): string {
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
      return issue.format === 'url' ? 'an http or https URL' : issue.message
    case 'invalid_union':
      return expectedUnion(issue, kindsAt(issue.path))
    default:
      return issue.message
  }
}

/** The alternative of a union that was meant: the only one whose own keys are all there. Its issues, with whole paths. */
function meantIssues(issue: z.core.$ZodIssue, root: unknown): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return []
  const isMissing = ({ path }: z.core.$ZodIssue) => path.length < 2 && valueAt(valueAt(root, issue.path), path) === undefined
  const meant = issue.errors.filter((issues) => !issues.some((each) => isMissing(each) || each.path.length === 0))
  return meant.length === 1 ? (meant[0] ?? []).map((each) => ({ ...each, path: [...issue.path, ...each.path] })) : []
}

/** The key of a union's alternatives that an unknown key was meant for. */
function nearKey(issue: z.core.$ZodIssue, root: unknown, known: readonly string[]): string | undefined {
  const value = issue.code === 'invalid_union' ? valueAt(root, issue.path) : undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.keys(value).flatMap((key) => (known.includes(key) ? [] : (nearestWord(key, known) ?? [])))[0]
}

/** An issue of a value as a whole; of a union's, the keys that were found are named where no secret can be among them. */
function describeValue(issue: z.core.$ZodIssue, root: unknown, known: Known): Described {
  const value = valueAt(root, issue.path)
  const near = nearKey(issue, root, known.keysAt(issue.path))
  const expected = `${expectedOf(issue, known)}${near === undefined ? '' : `; did you mean ${near}?`}`
  const keys = issue.code === 'invalid_union' && !holdsSecret(issue.path) ? shownKeys(value) : undefined
  return { path: issue.path, found: keys ?? shown(value, issue.path), expected }
}

/** Says a zod issue of `root` as found and expected, one per unknown key. */
export function describeIssue(issue: z.core.$ZodIssue, root: unknown, known: Known): Described[] {
  const canClash = issue.code === 'invalid_union' || issue.code === 'unrecognized_keys'
  const clash = canClash ? clashOfKinds(valueAt(root, issue.path), known.kindsAt(issue.path)) : null
  if (clash) return [{ path: issue.path, ...clash }]
  const inner = meantIssues(issue, root)
  if (inner.length > 0) return inner.flatMap((each) => describeIssue(each, root, known))
  return issue.code === 'unrecognized_keys' ? describeUnknownKeys(issue, known) : [describeValue(issue, root, known)]
}

function describeUnknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, { keysAt }: Known): Described[] {
  const known = keysAt(issue.path)
  return issue.keys.map((key) => {
    const near = nearestWord(key, known)
    const expected = near === undefined ? `one of ${known.join(', ')}` : `a known key; did you mean ${near}?`
    return { path: [...issue.path, key], found: `the unknown key ${JSON.stringify(key.slice(0, 60))}`, expected }
  })
}
