import type { FlagSources } from '../../../config/sources/flag-sources.ts'
import { compileCel } from '../../../expression/compile-cel.ts'
import { CheckFailed } from '../../check-failed.ts'
import { askJson } from '../../sources/ask-json.ts'
import { renderJson, renderUrl } from '../../sources/render-json.ts'
import type { Evaluated, FlagQuestion } from './flag-service.ts'

/** Any other service: one question by template, `on` in CEL over `json` and `status`. @throws CheckFailed (`invalid`) where that is no CEL */
export async function askHttp(source: NonNullable<FlagSources['http']>, { context, scope }: FlagQuestion): Promise<Evaluated> {
  const { url, method, body, on, flag, ...access } = source
  const cel = compileCel(on)
  if ('error' in cel) throw new CheckFailed('invalid', `flags.http.on holds ${cel.error.found}, expected ${cel.error.expected}`)
  const address = renderUrl(url, scope)
  const content = body === undefined ? { value: undefined, missing: [] } : renderJson(body, scope)
  const sent = content.value === undefined ? {} : { body: content.value }
  const { status, json } = await askJson(context, { method, url: address.value, access, ...sent }, [404])
  const result = cel.run({ status, json })
  if (result.kind === 'error') throw new CheckFailed('invalid', `flags.http.on gives nothing: ${result.error}`)
  const isOn = result.kind === 'value' && result.value === true
  return { evaluations: [{ flag, on: isOn, service: 'http' }], missing: [...address.missing, ...content.missing] }
}
