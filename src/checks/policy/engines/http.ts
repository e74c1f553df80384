import type { SourceOf } from '../../../config/sources/policy-source.ts'
import { compileCel } from '../../../expression/compile-cel.ts'
import { parseCondition } from '../../../expression/condition.ts'
import type { ExpressionError } from '../../../expression/explain-syntax-error.ts'
import { printValue } from '../../../expression/print-value.ts'
import type { Scope } from '../../../expression/scope.ts'
import type { SourceAnswer } from '../../check.ts'
import { CheckFailed } from '../../check-failed.ts'
import { parseJson, told, unusable } from '../../sources/ask-json.ts'
import type { Ruling } from '../decision.ts'
import type { Question } from '../question.ts'

type Http = SourceOf<'http'>

/** `allow`, `rule` and `reason` each read all of an answer, and nothing else happens meanwhile. */
const ANSWER_MAX_BYTES = 256 * 1024

function fault(key: string, { found, expected }: ExpressionError): CheckFailed {
  return new CheckFailed('invalid', `\`${key}\` holds ${found}, expected ${expected}`)
}

/** What an expression over the answer prints; undefined where it has no value. */
function printed(key: string, cel: string | undefined, scope: Scope): string | undefined {
  if (cel === undefined) return undefined
  const compiled = compileCel(cel)
  if ('error' in compiled) throw fault(key, compiled.error)
  const result = compiled.run(scope)
  return result.kind === 'value' && result.value !== null ? told(printValue(result.value)) : undefined
}

/** A login page in the engine's place, which a condition such as `has(json.ok) && json.ok` would take for a no. */
function isPageForJson({ status, body }: SourceAnswer, allow: string): boolean {
  if (status >= 400 || !body.trimStart().startsWith('<')) return false
  const condition = parseCondition(allow)
  return !('error' in condition) && condition.fields.some(([name]) => name === 'json')
}

function judge({ allow, rule, reason }: Http, scope: Scope): Ruling {
  const condition = parseCondition(allow)
  if ('error' in condition) throw fault('allow', condition.error)
  const { met, missing, error } = condition.evaluate(scope)
  const facts = { rule: printed('rule', rule, scope), reason: printed('reason', reason, scope) }
  if (met) return { ...facts, decision: 'allow' }
  if (missing.length === 0 && !error) return { ...facts, decision: 'deny' }
  return { ...facts, decision: 'unknown', reason: `\`allow\` has no answer: ${error ?? `the answer has no ${missing.join(', ')}`}` }
}

/** Asks any other endpoint that judges without acting: its URL and body are templates, what means yes is CEL over the answer. */
export async function http(source: Http, question: Question): Promise<Ruling> {
  const { url, method, body, allow: _, rule: __, reason: ___, ...access } = source
  const sent = body === undefined || method === 'GET' ? undefined : JSON.stringify(question.json(body))
  const answer = await question.context.ask({
    method,
    url: question.url(url),
    headers: { accept: 'application/json', ...(sent !== undefined && { 'content-type': 'application/json' }) },
    ...(sent !== undefined && { body: sent }),
    access,
    maxBytes: ANSWER_MAX_BYTES,
  })
  if (answer.status >= 500 || answer.truncated) throw unusable(answer)
  const json = parseJson(answer.body)
  if (json === undefined && isPageForJson(answer, source.allow))
    throw new CheckFailed('protocol', `it answered ${answer.status} with something that is no JSON (a page: is it a login?)`)
  const scope = { status: answer.status, text: answer.body, ...(json !== undefined && { json }) }
  return { ...judge(source, scope), raw: json ?? answer.body }
}
