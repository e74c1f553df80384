import type { FlagSources } from '../../../config/sources/flag-sources.ts'
import { askJson, at, fieldOf, told } from '../../sources/ask-json.ts'
import { renderJson } from '../../sources/render-json.ts'
import type { Evaluation } from '../flag-finding.ts'
import { type Evaluated, type FlagQuestion, isOn } from './flag-service.ts'

const FLAGS_MAX = 200

function evaluationOf(answer: unknown, flag: string): Evaluation | null {
  if (fieldOf(answer, 'errorCode') !== undefined) return null
  const [variant, reason] = [told(at(answer, 'variant'), 100), told(at(answer, 'reason'), 100)]
  return {
    flag,
    on: isOn(fieldOf(answer, 'value')),
    service: 'ofrep',
    ...(variant !== undefined && { variant }),
    ...(reason !== undefined && { reason }),
  }
}

/**
 * OpenFeature Remote Evaluation Protocol: one flag by `/ofrep/v1/evaluate/flags/KEY`, all by the same without a key. A flag that
 * the service does not know (404, `FLAG_NOT_FOUND`) is left out.
 * https://github.com/open-feature/protocol (service/openapi.yaml)
 */
export async function askOfrep(
  source: NonNullable<FlagSources['ofrep']>,
  { context, scope, flags, account }: FlagQuestion,
): Promise<Evaluated> {
  const { url, context: given, flags: _, ...access } = source
  const { value, missing } = renderJson(given, scope)
  const body = { context: { targetingKey: account, ...(value as object) } }
  const base = `${url.replace(/\/+$/, '')}/ofrep/v1/evaluate/flags`
  if (flags === undefined) {
    const { json } = await askJson(context, { method: 'POST', url: base, access, body })
    const list = fieldOf(json, 'flags')
    const evaluations = (Array.isArray(list) ? list.slice(0, FLAGS_MAX) : []).map((each) =>
      evaluationOf(each, told(at(each, 'key'), 200) ?? ''),
    )
    return { evaluations: evaluations.filter((each) => each !== null && each.flag !== '') as Evaluation[], missing }
  }
  const answers = await Promise.all(
    flags.map(async (flag) => {
      const { json } = await askJson(context, { method: 'POST', url: `${base}/${encodeURIComponent(flag)}`, access, body }, [404])
      return evaluationOf(json, flag)
    }),
  )
  return { evaluations: answers.filter((each) => each !== null), missing }
}
