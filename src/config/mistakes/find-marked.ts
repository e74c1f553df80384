import { z } from 'zod'
import { unwrapSchema } from './known-keys.ts'

/** A text of the file, where it stands, and how its schema is marked. */
export type Marked<M> = { path: readonly PropertyKey[]; text: string; mark: M }

type Registry<M> = { get(schema: z.ZodType): M | undefined }
type Place = { value: unknown; path: readonly PropertyKey[] }

function entriesOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return [...value.entries()]
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function textsIn({ value, path }: Place): Omit<Marked<never>, 'mark'>[] {
  if (typeof value === 'string') return [{ path, text: value }]
  return entriesOf(value).flatMap(([key, inner]) => textsIn({ value: inner, path: [...path, key] }))
}

function schemaOf(schema: unknown, key: string | number): unknown {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined
  if (schema instanceof z.ZodRecord) return schema.valueType
  return schema instanceof z.ZodArray ? schema.element : undefined
}

/** Every text at or below a schema that `marks` holds, in written order; what does not fit the schema is passed over. */
export function findMarked<M>(marks: Registry<M>, wrapped: unknown, place: Place): Marked<M>[] {
  const schema = unwrapSchema(wrapped)
  if (!(schema instanceof z.ZodType)) return []
  const mark = marks.get(schema)
  if (mark !== undefined) return textsIn(place).map((found) => ({ ...found, mark }))
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => findMarked(marks, option, place))
  return entriesOf(place.value).flatMap(([key, value]) => findMarked(marks, schemaOf(schema, key), { value, path: [...place.path, key] }))
}
