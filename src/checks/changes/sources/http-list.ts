import type { ChangeSource } from '../../../config/sources/change-source.ts'
import { compileCel } from '../../../expression/compile-cel.ts'
import { jsonValue } from '../../../expression/json-value.ts'
import type { Scope } from '../../../expression/scope.ts'
import { CheckFailed } from '../../check-failed.ts'
import { askJson } from '../../sources/ask-json.ts'
import { renderUrl, wholeValue } from '../../sources/render-json.ts'
import { type ChangeQuestion, itemsOf, type ToldChange } from './change-question.ts'

type Http = Extract<ChangeSource, { http: unknown }>['http']

/** A CEL expression as a function; undefined where a field is missing. @throws CheckFailed (`invalid`) */
function reader(key: string, cel: string | undefined): (scope: Scope) => unknown {
  if (cel === undefined) return () => undefined
  const compiled = compileCel(cel)
  if ('error' in compiled) throw new CheckFailed('invalid', `\`${key}\` holds ${compiled.error.found}, expected ${compiled.error.expected}`)
  return (scope) => {
    const result = compiled.run(scope)
    return result.kind === 'value' ? jsonValue(result.value) : undefined
  }
}

/** Any JSON list by template: `items` over `json`, the rest over `item`; `since` is known to the URL. @throws CheckFailed */
export async function askHttpList(source: Http, { context, scope, since }: ChangeQuestion): Promise<ToldChange[]> {
  const { url, items, at, what, who, link, ...access } = source
  const [readItems, readAt, readWhat] = [reader('items', items), reader('at', at), reader('what', what)]
  const [readWho, readLink] = [reader('who', who), reader('link', link)]
  const address = wholeValue(renderUrl(url, { ...scope, since: since.toISOString() }))
  const { json } = await askJson(context, { url: address, access })
  const list = readItems({ json })
  if (!Array.isArray(list)) throw new CheckFailed('protocol', '`items` gives no list from its answer')
  return itemsOf(list).map((item) => ({ at: readAt({ item }), what: readWhat({ item }), who: readWho({ item }), link: readLink({ item }) }))
}
