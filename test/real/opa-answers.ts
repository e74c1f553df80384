import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LoopbackApp, sayJson, serveApp } from './loopback-app.ts'

/** A rule of a document, in order: the first that holds for an input decides. */
export type OpaRule = { row: number; holds(input: Record<string, unknown>): boolean; value: unknown }

/** A document below `/v1/data`: its rules and, where the policy has one, its default. Without either it is undefined. */
export type OpaDocument = { file: string; rules: readonly OpaRule[]; default?: { row: number; value: unknown } }

type Event = { op: string; row: number; isDefault?: true; value?: unknown }

/**
 * OPA's data API: `{"decision_id", "result"}`, no `result` where the document is undefined, a warning where `input` is missing,
 * and with `explain=full` the trace's events, `explain=notes` an empty one.
 * https://www.openpolicyagent.org/docs/rest-api#data-api; `token` is what a bearer must say, as with `--authentication=token`.
 */
export function serveOpa(documents: Readonly<Record<string, OpaDocument>>, token?: string): Promise<LoopbackApp> {
  return serveApp((request, response) => void answer(documents, token, request, response))
}

async function answer(
  documents: Readonly<Record<string, OpaDocument>>,
  token: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (token !== undefined && request.headers.authorization !== `Bearer ${token}`)
    return sayJson(response, 401, { code: 'unauthorized', message: 'request rejected by administrative policy' })
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://opa')
  const text = await textOf(request)
  const body = parsed(text)
  if (body === undefined)
    return sayJson(response, 400, { code: 'invalid_parameter', message: 'body contains malformed input document: invalid character' })
  const input = body.input
  const path = pathname.replace(/^\/v1\/data\//, '')
  const { result, events } = evaluate(documents[path], (input ?? {}) as Record<string, unknown>)
  sayJson(response, 200, {
    decision_id: randomUUID(),
    ...(result !== undefined && { result }),
    ...(input === undefined && { warning: { code: 'api_usage_warning', message: "'input' key missing from the request" } }),
    ...(searchParams.get('explain') === 'full' && { explanation: traceOf(path, documents[path]?.file ?? '', events) }),
    ...(searchParams.get('explain') === 'notes' && { explanation: [] }),
  })
}

function parsed(text: string): { input?: unknown } | undefined {
  try {
    return text === '' ? {} : (JSON.parse(text) as { input?: unknown })
  } catch {
    return undefined
  }
}

function evaluate(document: OpaDocument | undefined, input: Record<string, unknown>): { result?: unknown; events: Event[] } {
  if (!document) return { events: [] }
  const events: Event[] = []
  for (const { row, holds, value } of document.rules) {
    events.push({ op: 'enter', row })
    if (holds(input)) return { result: value, events: [...events, { op: 'exit', row, value }] }
    events.push({ op: 'fail', row })
  }
  if (!document.default) return { events }
  const { row, value } = document.default
  return { result: value, events: [...events, { op: 'enter', row, isDefault: true, value }, { op: 'exit', row, isDefault: true, value }] }
}

/** Events as the trace has them: a rule's head with its name and value, a failed expression, each with its place in the file. */
function traceOf(path: string, file: string, events: readonly Event[]): unknown[] {
  const name = path.split('/').at(-1) ?? ''
  return events.map(({ op, row, isDefault, value }, index) => ({
    op,
    query_id: index + 1,
    parent_id: 0,
    type: op === 'fail' ? 'expr' : 'rule',
    node:
      op === 'fail'
        ? { index: 0, terms: [] }
        : {
            ...(isDefault && { default: true }),
            head: { name, value: { type: typeof value, value }, ref: [{ type: 'var', value: name }] },
          },
    locals: [],
    location: { file, row, col: 1 },
  }))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
