import { z } from 'zod'
import type { Check } from '../../checks/check.ts'

/** One parameter or finding field: `type` in words, `fallback` the default as JSON, `text` its meaning. */
export type FieldRow = { name: string; type: string; required: boolean; fallback?: string; text: string }

/** One check as its page shows it: what it asks, what it may be given, what it finds. Times in milliseconds. */
export type CheckPage = {
  name: string
  summary: string
  safety: Check['safety']
  timeoutMs: number
  /** Runs when the walk comes to it, and reads what was seen on the way. */
  readsPath: boolean
  /** Started ahead, before the walk comes to it. */
  prefetch: boolean
  input: FieldRow[]
  output: FieldRow[]
  examples: { name: string; says: string | undefined }[]
}

type JsonSchema = z.core.JSONSchema.BaseSchema

function typeOf(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map(String).join(' | ')
  if (schema.const !== undefined) return String(schema.const)
  const options = schema.anyOf ?? schema.oneOf
  if (options) return [...new Set(options.map((option) => typeOf(option as JsonSchema)))].join(' or ')
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as JsonSchema)}`
  if (schema.type === 'object') return schema.properties ? `{ ${Object.keys(schema.properties).join(', ')} }` : 'map'
  const type = [schema.type ?? 'any'].flat().join(' or ')
  return type === 'string' ? 'text' : type === 'integer' ? 'whole number' : type
}

function rowsOf(schema: JsonSchema, prefix = ''): FieldRow[] {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const inner = field as JsonSchema
    const row: FieldRow = {
      name: `${prefix}${name}`,
      type: typeOf(inner),
      required: required.has(name),
      ...(inner.default !== undefined && { fallback: JSON.stringify(inner.default) }),
      text: inner.description ?? '',
    }
    const items = (inner.type === 'array' ? inner.items : undefined) as JsonSchema | undefined
    return [row, ...(items?.type === 'object' && prefix === '' ? rowsOf(items, `${row.name}[].`) : [])]
  })
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' })
}

function sayExample(check: Check, { finding }: Check['examples'][number]): string | undefined {
  const parsed = check.output.safeParse(finding)
  try {
    return parsed.success ? check.line(parsed.data) : undefined
  } catch {
    return undefined
  }
}

/** What a check's page shows, read from its schemas. */
export function checkPage(check: Check): CheckPage {
  const { name, summary, safety, timeoutMs, reads, prefetch } = check
  return {
    name,
    summary,
    safety,
    timeoutMs,
    readsPath: reads === 'path',
    prefetch,
    input: rowsOf(schemaOf(check.input, 'input')),
    output: rowsOf(schemaOf(check.output, 'output')),
    examples: check.examples.map((example) => ({ name: example.name, says: sayExample(check, example) })),
  }
}
