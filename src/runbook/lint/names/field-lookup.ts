import type { z } from 'zod'
import type { CheckCatalog } from '../../check-catalog.ts'
import { didYouMean } from '../../did-you-mean.ts'
import type { DraftCheck } from '../../parse/draft.ts'
import { WALK_SCOPE } from '../../walk-scope.ts'
import { findUnknownField } from '../schema-fields.ts'

/** Why a member path can never have a value. */
type UnknownPath = { found: string; expected: string; hint?: string }

/**
 * Tells whether a member path can ever have a value: in the walk's own scope, or in the finding of any check that is
 * registered or called under an id. `failed` is a field of every check.
 */
export function createFieldLookup(
  catalog: CheckCatalog,
  calls: readonly DraftCheck[],
): (path: readonly string[]) => UnknownPath | undefined {
  const schemasByRoot = new Map<string, z.ZodType[]>()
  const checkRoots = new Set<string>([...catalog.keys(), ...calls.map(({ id }) => id)])
  const add = (root: string, schema: z.ZodType | undefined) => {
    const schemas = schemasByRoot.get(root) ?? []
    schemasByRoot.set(root, schema && !schemas.includes(schema) ? [...schemas, schema] : schemas)
  }
  for (const [root, schema] of Object.entries(WALK_SCOPE)) add(root, schema)
  for (const [name, entry] of catalog) add(name, entry.output)
  for (const { id, check } of calls) add(id, catalog.get(check)?.output)
  const known = new Map<string, UnknownPath | undefined>()

  return (path) => {
    const key = path.join('\0')
    if (!known.has(key)) known.set(key, lookUp(path, schemasByRoot, checkRoots))
    return known.get(key)
  }
}

function lookUp(
  path: readonly string[],
  schemasByRoot: ReadonlyMap<string, readonly z.ZodType[]>,
  checkRoots: ReadonlySet<string>,
): UnknownPath | undefined {
  const [root = '', ...rest] = path
  const schemas = schemasByRoot.get(root)
  if (!schemas) {
    const hint = didYouMean(root, schemasByRoot.keys())
    return { found: `\`${root}\``, expected: `a check's finding, or ${namesList(Object.keys(WALK_SCOPE))}`, ...(hint ? { hint } : {}) }
  }
  if (schemas.length === 0 || (checkRoots.has(root) && rest.length === 1 && rest[0] === 'failed')) return undefined
  const unknown = schemas.map((schema) => findUnknownField(schema, rest))
  if (unknown.includes(undefined)) return undefined
  const [deepest] = unknown.filter((each) => each !== undefined).sort((a, b) => b.index - a.index)
  return (
    deepest && describe(path, deepest.index + 1, [...deepest.among, ...(deepest.index === 0 && checkRoots.has(root) ? ['failed'] : [])])
  )
}

function describe(path: readonly string[], at: number, among: readonly string[]): UnknownPath {
  const before = path.slice(0, at).join('.')
  const found = `\`${[before, path[at]].join('.')}\``
  if (among.length === 0) return { found, expected: `\`${before}\` itself, which has no fields` }
  const hint = didYouMean(
    `${before}.${path[at]}`,
    among.map((name) => `${before}.${name}`),
  )
  return { found, expected: `a field of \`${before}\`: ${among.join(', ')}`, ...(hint ? { hint } : {}) }
}

function namesList(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}
