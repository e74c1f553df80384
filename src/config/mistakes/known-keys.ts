import { z } from 'zod'

/** A schema without what makes it optional or gives it a default. */
export function unwrapSchema(schema: unknown): unknown {
  let inner = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) inner = inner.unwrap()
  return inner
}

function step(schemas: readonly unknown[], key: PropertyKey): unknown[] {
  return schemas.flatMap((schema): unknown[] => {
    if (schema instanceof z.ZodObject) return [schema.shape[String(key)]]
    if (schema instanceof z.ZodRecord) return [schema.valueType]
    if (schema instanceof z.ZodArray) return [schema.element]
    return []
  })
}

function alternatives(schema: unknown): unknown[] {
  const inner = unwrapSchema(schema)
  return inner instanceof z.ZodUnion ? inner.options.flatMap(alternatives) : [inner]
}

function mapsAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodObject[] {
  const at = path.reduce<unknown[]>((schemas, key) => step(schemas, key).flatMap(alternatives), alternatives(schema))
  return at.filter((found) => found instanceof z.ZodObject)
}

/** The keys that `schema` knows at `path`, of every alternative of a union; empty where any key may stand. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  return [...new Set(mapsAt(schema, path).flatMap(({ shape }) => Object.keys(shape)))]
}

/** The keys that tell the alternatives of a union at `path` apart: each is needed by one and unknown to another. */
export function kindKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const maps = mapsAt(schema, path)
  const needed = maps.flatMap(({ shape }) => Object.keys(shape).filter((key) => unwrapSchema(shape[key]) === shape[key]))
  return [...new Set(needed)].filter((key) => maps.some(({ shape }) => !Object.hasOwn(shape, key)))
}
