import type { CheckContext, SourceAnswer, SourceRequest } from '../check.ts'
import { CheckFailed } from '../check-failed.ts'
import { visibleText } from '../visible-text.ts'

const TOLD_MAX = 160

/** What a JSON answer holds, and its status. */
export type JsonAnswer = { status: number; json: unknown }

/** A JSON value, or undefined where the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An own field of an object; undefined of anything else. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}

/** The value at the end of a path of fields and indexes; undefined where it leads nowhere. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, name) => fieldOf(inner, String(name)), value)
}

/** A text of an answer in one line, at most `max` characters; undefined where it is no text or empty. */
export function told(value: unknown, max = 300): string | undefined {
  const text = typeof value === 'string' ? visibleText(value, max) : ''
  return text === '' ? undefined : text
}

function complaintOf({ status, body }: SourceAnswer): string {
  const json = parseJson(body)
  const words =
    told(at(json, 'message')) ?? told(at(json, 'error_description')) ?? told(at(json, 'error', 'message')) ?? told(at(json, 'error'))
  const text = words ?? visibleText(body, TOLD_MAX)
  return `it answered ${status}${text === '' ? '' : `: ${text}`}`
}

/** An answer that is none, as the check tells it. */
export function unusable(answer: SourceAnswer): CheckFailed {
  return new CheckFailed('protocol', complaintOf(answer))
}

/** A question whose body goes as JSON, or as a form. */
export type JsonQuestion = Omit<SourceRequest, 'body'> & { body?: unknown; form?: URLSearchParams }

function content({ body, form }: JsonQuestion): { type: string; text?: string } {
  if (form) return { type: 'application/x-www-form-urlencoded', text: form.toString() }
  return { type: 'application/json', ...(body !== undefined && { text: JSON.stringify(body) }) }
}

/**
 * Asks an engine and reads its answer as JSON.
 * @throws CheckFailed when no answer comes, its status is not among `accepted` (2xx), or it is no JSON or was cut off
 */
export async function askJson({ ask }: CheckContext, question: JsonQuestion, accepted: readonly number[] = []): Promise<JsonAnswer> {
  const { body: _, form: __, headers, ...request } = question
  const { type, text } = content(question)
  const sent = text === undefined ? {} : { body: text }
  const answer = await ask({ ...request, ...sent, headers: { accept: 'application/json', 'content-type': type, ...headers } })
  const isGood = (answer.status >= 200 && answer.status < 300) || accepted.includes(answer.status)
  if (!isGood) throw unusable(answer)
  if (answer.truncated) throw new CheckFailed('protocol', `its answer (${answer.status}) is too long to be read`)
  const json = parseJson(answer.body)
  if (json === undefined)
    throw new CheckFailed('protocol', `its answer (${answer.status}) is no JSON: ${visibleText(answer.body, TOLD_MAX)}`)
  return { status: answer.status, json }
}
