import { z } from 'zod'
import type { Exchange, HeaderFields } from '../../exchange.ts'

const HeaderValue = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])
const HeaderInput = z.union([
  z.array(z.looseObject({ name: z.string(), value: z.union([z.string(), z.number(), z.null()]).optional() })),
  z.record(z.string(), HeaderValue.nullable()),
])
const JsonExchange = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  request: z
    .looseObject({ method: z.string().optional(), url: z.string().optional(), headers: HeaderInput.nullish(), body: z.string().nullish() })
    .nullish(),
  response: z.looseObject({
    status: z.int().min(100).max(999),
    headers: HeaderInput.nullish(),
    body: z.unknown().optional(),
  }),
})

type Read = { id?: string | number; exchange: Exchange } | { error: { found: string; expected: string } }

/**
 * Reads `{id?, request?, response: {status, headers?, body?}}`; headers as an object of string or string list, or a
 * list of `{name, value}`; a body that is no string is taken as JSON. What does not fit is named by its path.
 */
export function readJsonExchange(value: unknown): Read {
  const parsed = JsonExchange.safeParse(value)
  if (!parsed.success) return { error: explainMisfit(value, parsed.error.issues[0]) }
  const { id, request, response } = parsed.data
  const body = bodyText(response.body)
  if (body === undefined) return { error: { found: 'response.body: nested too deep', expected: 'a string, or JSON of fewer levels' } }
  return {
    ...(id === undefined ? {} : { id }),
    exchange: {
      request: {
        method: request?.method ?? 'GET',
        url: request?.url ?? '',
        headers: readHeaders(request?.headers),
        ...(typeof request?.body === 'string' ? { body: request.body } : {}),
      },
      response: {
        status: response.status,
        headers: readHeaders(response.headers),
        body,
      },
    },
  }
}

/** A body as text, JSON written out; undefined when it is nested deeper than JSON can be written. */
function bodyText(body: unknown): string | undefined {
  if (typeof body === 'string') return body
  if (body === undefined || body === null) return ''
  try {
    return JSON.stringify(body)
  } catch {
    return undefined
  }
}

/** Header fields by lower-case name, from any of the forms that are accepted. */
export function readHeaders(input: z.infer<typeof HeaderInput> | null | undefined): HeaderFields {
  const fields: HeaderFields = Object.create(null) as HeaderFields
  const add = (name: string, values: readonly (string | number)[]) => {
    const key = name.toLowerCase()
    fields[key] = [...(fields[key] ?? []), ...values.map(String)]
  }
  if (Array.isArray(input)) for (const { name, value } of input) add(name, [value ?? ''])
  else for (const [name, value] of Object.entries(input ?? {})) add(name, Array.isArray(value) ? value : [value ?? ''])
  return { ...fields }
}

function explainMisfit(value: unknown, issue: z.core.$ZodIssue | undefined): { found: string; expected: string } {
  const path = (issue?.path ?? []).map(String)
  const there = path.reduce<unknown>(
    (at, key) => (at !== null && typeof at === 'object' ? (at as Record<string, unknown>)[key] : undefined),
    value,
  )
  const name = path.join('.') || 'the line'
  const expected = EXPECTED_AT[path.slice(0, 2).join('.')] ?? 'a JSON object with a "response"'
  return { found: `${name}: ${kindOf(there)}`, expected }
}

const EXPECTED_AT: Readonly<Record<string, string>> = {
  id: 'a string or number',
  request: 'an object with "method", "url" and "headers"',
  'request.method': 'a string',
  'request.url': 'a string',
  'request.headers': 'an object of string or string list, or a list of {name, value}',
  'request.body': 'a string',
  response: 'an object with "status", "headers" and "body"',
  'response.status': 'a whole number from 100 to 999',
  'response.headers': 'an object of string or string list, or a list of {name, value}',
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number') return String(value)
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
