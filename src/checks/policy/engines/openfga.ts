import type { SourceOf } from '../../../config/sources/policy-source.ts'
import { CheckFailed } from '../../check-failed.ts'
import { askJson, at } from '../../sources/ask-json.ts'
import type { Ruling } from '../decision.ts'
import type { Question } from '../question.ts'
import { summariseTree } from './openfga-tree.ts'

type OpenFga = SourceOf<'openfga'>

/** Who has the relation, in words; without it the decision stands as it is. */
async function whoHasIt(question: Question, { url, access, body }: { url: string; access: object; body: object }) {
  try {
    const { json } = await askJson(question.context, { method: 'POST', url, access, body })
    return summariseTree(at(json, 'tree', 'root'))
  } catch (error) {
    if (error instanceof CheckFailed) return undefined
    throw error
  }
}

/**
 * Asks OpenFGA's Check, and where it says no, Expand for who has the relation (https://openfga.dev/api/service). OpenFGA knows
 * no denials: no is the absence of a relation, unless the relation's definition excludes somebody (`but not`).
 */
export async function openfga(source: OpenFga, question: Question): Promise<Ruling> {
  const { url, store, model, user, relation, object, context, ...access } = source
  const base = `${url.replace(/\/+$/, '')}/stores/${encodeURIComponent(store)}`
  const tuple = { user: question.text(user), relation: question.text(relation), object: question.text(object) }
  const modelId = model === undefined ? {} : { authorization_model_id: model }
  const extra = context === undefined ? {} : { context: question.json(context) }
  const { json } = await askJson(question.context, {
    method: 'POST',
    url: `${base}/check`,
    access,
    body: { tuple_key: tuple, ...modelId, ...extra },
  })
  const allowed = at(json, 'allowed')
  const asked = `${tuple.user} ${tuple.relation} ${tuple.object}`
  if (allowed === true) return { decision: 'allow', rule: `${tuple.object}#${tuple.relation}`, raw: json }
  if (typeof allowed === 'boolean') {
    const body = { tuple_key: { relation: tuple.relation, object: tuple.object }, ...modelId }
    const tree = await whoHasIt(question, { url: `${base}/expand`, access, body })
    const reason = `No relation gives it: ${asked}.`
    if (tree?.excludes) return { decision: 'deny', reason: `${reason} The relation leaves some out.`, detail: tree.text, raw: json }
    return { decision: 'no-rule', reason, ...(tree && { detail: tree.text }), raw: json }
  }
  return { decision: 'unknown', reason: 'The answer has no `allowed`.', raw: json }
}
