import type { Change } from './change.ts'
import type { AllowedRequest } from './minimize-finding.ts'
import { type Field, pairFields } from './pair-list.ts'
import { shownName } from './part-name.ts'
import type { RefusedRequest } from './request-parts.ts'

function queryChanges(wanted: Readonly<Record<string, string>>, url: URL): Change[] {
  const fields = pairFields(url.search.slice(1), '&')
  return Object.entries(wanted).flatMap(([name, to]): Change[] => {
    const same = fields.filter((field) => field.name === name)
    const changed = (field: Field): Change =>
      to === '' ? { kind: 'query', name, how: 'removed', at: field.at } : { kind: 'query', name, how: 'replaced', at: field.at, to }
    if (same.length > 0) return same.filter(({ value }) => value !== to || to === '').map(changed)
    return to === '' ? [] : [{ kind: 'query', name, how: 'added', at: `+${name}`, to }]
  })
}

function headerChanges(wanted: Readonly<Record<string, string>>, sent: Readonly<Record<string, string>>): Change[] {
  return Object.entries(wanted).flatMap(([written, to]): Change[] => {
    const name = written.toLowerCase()
    const own = sent[name]
    if (to === '') return own === undefined ? [] : [{ kind: 'header', name, how: 'removed', at: name }]
    if (own === to) return []
    return [{ kind: 'header', name, how: own === undefined ? 'added' : 'replaced', at: name, to }]
  })
}

/** The names and values of a query that take `from` to `to`: what `to` has not is left out. */
function queryOf(to: URL, from: URL): Record<string, string> {
  const left = [...from.searchParams.keys()].map((name) => [name, ''] as const)
  return Object.fromEntries([...left, ...to.searchParams.entries()])
}

/** What differs between the refused request and one that is said to pass, as changes to the refused one. */
export function allowedChanges(allowed: AllowedRequest, { url, headers, identity }: RefusedRequest, as: string): Change[] {
  const own = new URL(url)
  const other = allowed.path === undefined ? own : new URL(`${own.origin}${allowed.path}`)
  const query = { ...(allowed.path?.includes('?') && queryOf(other, own)), ...allowed.query }
  const path: Change[] =
    other.pathname === own.pathname ? [] : [{ kind: 'path', name: own.pathname, how: 'replaced', at: '', to: other.pathname }]
  const who: Change[] =
    allowed.as === undefined || allowed.as === as ? [] : [{ kind: 'credential', name: allowed.as, how: 'replaced', at: '', to: allowed.as }]
  const all = [...headerChanges(allowed.headers ?? {}, { ...headers, ...identity }), ...queryChanges(query, own), ...path, ...who]
  return all.map((change) => (change.kind === 'credential' ? change : { ...change, name: shownName(change.name) }))
}
