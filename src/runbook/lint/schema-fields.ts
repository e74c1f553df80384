import type { z } from 'zod'

type Schema = z.ZodType
/** The parts of a zod definition that lead further in, whatever copy of zod made it. */
type Definition = {
  type: string
  innerType?: Schema
  shape?: Readonly<Record<string, Schema>>
  catchall?: Schema
  element?: Schema
  valueType?: Schema
  options?: readonly Schema[]
  left?: Schema
  right?: Schema
  out?: Schema
  getter?: () => Schema
}

const SCALARS = new Set([
  'string',
  'number',
  'int',
  'boolean',
  'bigint',
  'date',
  'null',
  'enum',
  'literal',
  'nan',
  'template_literal',
  'undefined',
])

/** A field that a schema does not have: the index in the path, and what it has instead. */
type UnknownField = { index: number; among: string[] }

/** Whether `path` can lead to a value of `schema`; `*` is any element. What a schema leaves open is known. */
export function findUnknownField(schema: Schema, path: readonly string[], index = 0): UnknownField | undefined {
  const name = path[index]
  if (name === undefined) return undefined
  const definition = definitionOf(schema)
  const { shape } = definition
  if (shape) {
    const field = name !== '*' && Object.hasOwn(shape, name) ? shape[name] : undefined
    if (field) return findUnknownField(field, path, index + 1)
    return name === '*' || isOpen(definition) ? undefined : { index, among: Object.keys(shape) }
  }
  if (definition.type === 'array') {
    if (name === '*' && definition.element) return findUnknownField(definition.element, path, index + 1)
    return { index, among: ['[0]'] }
  }
  if (definition.type === 'record')
    return name === '*' || !definition.valueType ? undefined : findUnknownField(definition.valueType, path, index + 1)
  const choices = choicesOf(definition)
  if (choices) return firstUnknown(choices, path, index)
  return SCALARS.has(definition.type) ? { index, among: [] } : undefined
}

/** The names of an object's fields; undefined when the schema is no object or takes any name. */
export function fieldNames(schema: Schema): string[] | undefined {
  const definition = definitionOf(schema)
  return definition.shape && !isOpen(definition) ? Object.keys(definition.shape) : undefined
}

function firstUnknown(choices: readonly Schema[], path: readonly string[], index: number): UnknownField | undefined {
  const unknown = choices.map((choice) => findUnknownField(choice, path, index))
  if (unknown.includes(undefined)) return undefined
  const deepest = Math.max(...unknown.map((each) => each?.index ?? index))
  return { index: deepest, among: [...new Set(unknown.flatMap((each) => (each?.index === deepest ? each.among : [])))] }
}

function choicesOf({ type, options, left, right }: Definition): readonly Schema[] | undefined {
  if (type === 'union' && options) return options
  return type === 'intersection' && left && right ? [left, right] : undefined
}

function isOpen({ catchall }: Definition): boolean {
  return catchall !== undefined && definitionOf(catchall).type !== 'never'
}

/** The definition below optional, nullable, default, readonly, catch, lazy and transforming wrappers. */
function definitionOf(schema: Schema): Definition {
  const definition = schema.def as unknown as Definition
  if (definition.innerType) return definitionOf(definition.innerType)
  if (definition.type === 'lazy' && definition.getter) return definitionOf(definition.getter())
  if (definition.type === 'pipe' && definition.out) return definitionOf(definition.out)
  return definition
}
