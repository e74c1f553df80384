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

/** The keys that `schema` knows at `path`, of every alternative of a union; empty where any key may stand. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const at = path.reduce<unknown[]>((schemas, key) => step(schemas, key).flatMap(alternatives), alternatives(schema))
  return [...new Set(at.flatMap((found) => (found instanceof z.ZodObject ? Object.keys(found.shape) : [])))]
}
