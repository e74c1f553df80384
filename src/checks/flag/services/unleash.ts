import type { FlagSources } from '../../../config/sources/flag-sources.ts'
import { askJson, at, fieldOf, told } from '../../sources/ask-json.ts'
import { renderJson } from '../../sources/render-json.ts'
import type { Evaluation } from '../flag-finding.ts'
import type { Evaluated, FlagQuestion } from './flag-service.ts'

/** Fields of Unleash's own context; anything else is a property. */
const OWN_FIELDS = new Set(['userId', 'sessionId', 'remoteAddress', 'environment', 'appName', 'currentTime'])

function queryOf(account: string, given: object): URLSearchParams {
  const query = new URLSearchParams({ userId: account })
  for (const [name, value] of Object.entries(given)) {
    const key = name === 'targetingKey' ? 'userId' : OWN_FIELDS.has(name) ? name : `properties[${name}]`
    query.set(key, typeof value === 'string' ? value : JSON.stringify(value))
  }
  return query
}

/**
 * Unleash's frontend API: it lists the flags that are on for a context, so that one asked for and not listed is off.
 * https://docs.getunleash.io/reference/front-end-api
 */
export async function askUnleash(
  source: NonNullable<FlagSources['unleash']>,
  { context, scope, flags, account }: FlagQuestion,
): Promise<Evaluated> {
  const { url, context: given, flags: _, ...access } = source
  const { value, missing } = renderJson(given, scope)
  const base = url.replace(/\/+$/, '')
  const path = /\/(?:api\/frontend|proxy)$/.test(base) ? base : `${base}/api/frontend`
  const { json } = await askJson(context, { url: `${path}?${queryOf(account, value as object)}`, access })
  const list = fieldOf(json, 'toggles')
  const listed = (Array.isArray(list) ? list : []).flatMap((toggle): Evaluation[] => {
    const [flag, variant] = [told(at(toggle, 'name'), 200), told(at(toggle, 'variant', 'name'), 100)]
    return flag === undefined ? [] : [{ flag, on: fieldOf(toggle, 'enabled') === true, service: 'unleash', ...(variant && { variant }) }]
  })
  if (flags === undefined) return { evaluations: listed, missing }
  const found = (flag: string) =>
    listed.find((each) => each.flag === flag) ?? { flag, on: false, service: 'unleash', reason: 'not listed as on' }
  return { evaluations: flags.map(found), missing }
}
