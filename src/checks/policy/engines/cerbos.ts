import type { SourceOf } from '../../../config/sources/policy-source.ts'
import { askJson, at, told } from '../../sources/ask-json.ts'
import type { Ruling } from '../decision.ts'
import type { Question } from '../question.ts'

type Cerbos = SourceOf<'cerbos'>

function rulingOf(result: unknown, action: string): Ruling {
  const meta = at(result, 'meta', 'actions', action)
  const policy = told(at(meta, 'matchedPolicy'))
  const scope = told(at(meta, 'matchedScope'))
  const rule = policy && `${policy}${scope ? ` (scope ${scope})` : ''}`
  const invalid = told(at(result, 'validationErrors', 0, 'message'))
  const detail = invalid && `the resource or principal does not fit its schema: ${invalid}`
  switch (at(result, 'actions', action)) {
    case 'EFFECT_ALLOW':
      return { decision: 'allow', rule, detail }
    case 'EFFECT_NO_MATCH':
      return { decision: 'no-rule', reason: 'No policy matches.', detail }
    case 'EFFECT_DENY':
      if (policy?.startsWith('NO_MATCH')) return { decision: 'no-rule', reason: `No policy matches (${policy}).`, detail }
      return {
        decision: 'deny',
        rule,
        reason: 'A rule of the policy denies it, or none of its rules allows it.',
        detail: detail ?? 'which of the two the answer does not tell',
      }
    default:
      return { decision: 'unknown', reason: `The answer has no effect for the action ${action}.` }
  }
}

/**
 * Asks Cerbos' CheckResources with `includeMeta` (https://docs.cerbos.dev/cerbos/latest/api/#check-resources). `matchedPolicy` is
 * `NO_MATCH` where there is no policy; within a policy the answer does not part a denying rule from no rule (seen with 0.55).
 */
export async function cerbos(source: Cerbos, question: Question): Promise<Ruling> {
  const { url, principal, resource, action, auxData, ...access } = source
  const name = question.text(action)
  const { json } = await askJson(question.context, {
    method: 'POST',
    url: `${url.replace(/\/+$/, '')}/api/check/resources`,
    access,
    body: {
      requestId: 'why403',
      includeMeta: true,
      principal: question.json(principal),
      resources: [{ resource: question.json(resource), actions: [name] }],
      ...(auxData !== undefined && { auxData: question.json(auxData) }),
    },
  })
  return { ...rulingOf(at(json, 'results', 0), name), raw: at(json, 'results', 0) ?? json }
}
