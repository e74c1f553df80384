import type { FlagSources } from '../../../config/sources/flag-sources.ts'
import { parseCondition } from '../../../expression/condition.ts'
import { CheckFailed } from '../../check-failed.ts'
import { askJson, type JsonAnswer } from '../../sources/ask-json.ts'
import { renderJson, renderUrl, wholeValue } from '../../sources/render-json.ts'
import type { Evaluated, FlagQuestion } from './flag-service.ts'

/** Whether the answer says on. One that lacks what `on` reads says neither on nor off. */
function judge(on: string, { status, json }: JsonAnswer): boolean {
  const condition = parseCondition(on)
  if ('error' in condition) {
    const { found, expected } = condition.error
    throw new CheckFailed('invalid', `its \`on\` holds ${found}, expected ${expected}`)
  }
  const { met, missing, error } = condition.evaluate({ status, json })
  if (missing.length > 0) throw new CheckFailed('protocol', `its answer has no ${missing.join(', ')}`)
  if (error !== undefined) throw new CheckFailed('protocol', `its \`on\` has no answer: ${error}`)
  return met
}

/**
 * Any other service: one question by template, with all its values or not at all; `on` in CEL over `json` and `status`.
 * @throws CheckFailed where a value is not known, the status is not 2xx, or `on` gives neither true nor false
 */
export async function askHttp(source: NonNullable<FlagSources['http']>, { context, scope }: FlagQuestion): Promise<Evaluated> {
  const { url, method, body, on, flag, ...access } = source
  const address = wholeValue(renderUrl(url, scope))
  const sent = body === undefined ? {} : { body: wholeValue(renderJson(body, scope)) }
  const answer = await askJson(context, { method, url: address, access, ...sent })
  return { evaluations: [{ flag, on: judge(on, answer), service: 'http' }], missing: [] }
}
