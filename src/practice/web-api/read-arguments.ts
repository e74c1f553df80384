import { ApiRefusal } from './api-refusal.ts'

/** A call's arguments and its token, wherever they were put. */
type Arguments = { token?: string; values: Record<string, unknown> }

/** Reads form, JSON and query arguments. @throws `invalid_json`, `json_not_object`, `invalid_post_type` */
export async function readArguments(request: Request): Promise<Arguments> {
  const values = { ...Object.fromEntries(new URL(request.url).searchParams), ...(await readBody(request)) }
  const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const { token, ...rest } = values
  const found = bearer ?? (typeof token === 'string' ? token : undefined)
  return { values: rest, ...(found ? { token: found } : {}) }
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  if (request.method === 'GET') return {}
  const text = await request.text()
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim()
  if (type === 'application/json') return readJson(text)
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text))
  if (text === '') return {}
  throw new ApiRefusal('invalid_post_type')
}

function readJson(text: string): Record<string, unknown> {
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ApiRefusal('json_not_object')
  return value as Record<string, unknown>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiRefusal('invalid_json')
  }
}
