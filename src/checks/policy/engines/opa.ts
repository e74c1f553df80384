import type { SourceOf } from '../../../config/sources/policy-source.ts'
import { parseCondition } from '../../../expression/condition.ts'
import { CheckFailed } from '../../check-failed.ts'
import { askJson, at, told } from '../../sources/ask-json.ts'
import type { Ruling } from '../decision.ts'
import type { Question } from '../question.ts'
import { explainFalse } from './opa-explanation.ts'
import { readOpaResult } from './opa-result.ts'

type Opa = SourceOf<'opa'>

/** `/v0/data/…` and `/` take the input itself and answer the document itself, 404 where it is undefined. */
function isBare(url: string): boolean {
  const { pathname } = new URL(url)
  return pathname === '/' || pathname.startsWith('/v0/')
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function byCondition(cel: string, result: unknown): Ruling {
  const condition = parseCondition(cel)
  if ('error' in condition) throw new CheckFailed('invalid', `\`allow\` has ${condition.error.found}, expected ${condition.error.expected}`)
  const { met, missing, error } = condition.evaluate({ result })
  const words = readOpaResult(result)
  if (met) return { ...words, decision: 'allow', explicitDeny: false }
  if (missing.length > 0 || error) return { decision: 'unknown', reason: `\`allow\` has no answer: ${error ?? `no ${missing.join(', ')}`}` }
  return { ...words, decision: 'deny' }
}

const UNDEFINED: Ruling = {
  decision: 'no-rule',
  reason: 'The document is undefined: no rule of it gave a value.',
  detail: 'A wrong path in the URL looks the same.',
}

/**
 * Asks OPA's data API (https://www.openpolicyagent.org/docs/rest-api#data-api): POST with `input`; an answer without `result` is
 * an undefined document. A plain `false` is asked about once more with `explain=full`, which tells a rule's from the default's.
 */
export async function opa({ url, input, allow, ...access }: Opa, question: Question): Promise<Ruling> {
  const { context } = question
  const bare = isBare(url)
  const value = question.json(input)
  const request = { method: 'POST' as const, url, access, body: bare ? value : { input: value } }
  const { status, json } = await askJson(context, request, bare ? [404] : [])
  const result = bare ? json : at(json, 'result')
  if (!bare && !isObject(json)) return { decision: 'unknown', reason: 'The answer is no object.', raw: json }
  if (result === undefined || (bare && status === 404)) return { ...UNDEFINED, raw: json }
  const decisionId = told(at(json, 'decision_id'))
  const ruling = allow === undefined ? readOpaResult(result, url) : byCondition(allow, result)
  const isOpen = !bare && allow === undefined && ruling.decision === 'deny' && !ruling.explicitDeny
  const explained = isOpen ? await explainFalse(context, request, result) : {}
  const detail = [explained.detail, decisionId && `decision_id ${decisionId}`].filter(Boolean).join('; ')
  return { ...ruling, ...explained, ...(detail && { detail }), raw: json }
}
