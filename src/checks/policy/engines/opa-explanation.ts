import type { CheckContext } from '../../check.ts'
import { CheckFailed } from '../../check-failed.ts'
import { askJson, at, type JsonQuestion, told } from '../../sources/ask-json.ts'
import type { Ruling } from '../decision.ts'

/** A trace is long; a longer one is not read. */
const TRACE_MAX_BYTES = 4 * 1024 * 1024
const PLACES_MAX = 5

/** The events in which a rule of these names came to `false`: `exit` of a rule whose value that is. */
function falseExits(events: readonly unknown[], names: readonly string[]): unknown[] {
  return events
    .filter((event) => at(event, 'op') === 'exit' && at(event, 'type') === 'rule')
    .filter((event) => names.includes(told(at(event, 'node', 'head', 'name')) ?? ''))
    .filter((event) => at(event, 'node', 'head', 'value', 'value') === false)
}

/** Where an event happened, as `file:row`; the query itself lies in no file. */
function placeOf(event: unknown): string[] {
  const [file, row] = [told(at(event, 'location', 'file'), 120), at(event, 'location', 'row')]
  return file !== undefined && file !== 'query' && typeof row === 'number' && row > 0 ? [`${file}:${row}`] : []
}

/** The lines that did not hold, in the order in which they were tried. */
function failedPlaces(events: readonly unknown[]): string[] {
  return [...new Set(events.filter((event) => at(event, 'op') === 'fail').flatMap(placeOf))].slice(0, PLACES_MAX)
}

function readTrace(events: readonly unknown[], names: readonly string[], path: string): Partial<Ruling> {
  const exits = falseExits(events, names)
  const own = exits.find((event) => at(event, 'node', 'default') !== true)
  if (own !== undefined) return { explicitDeny: true, rule: [path, ...placeOf(own).map((place) => `(${place})`)].join(' ') }
  if (exits.length === 0) return {}
  const failed = failedPlaces(events)
  const detail = failed.length > 0 ? { detail: `did not hold: ${failed.join(', ')}` } : {}
  return { decision: 'no-rule', reason: 'None of its rules held, so the default is the answer.', ...detail }
}

/**
 * How a `false` came about, by OPA's trace (`explain=full`): a rule that says false, with its line; or the `default` when none of
 * its bodies held, with the lines that did not. Empty where the trace cannot be had: the decision stands without it.
 */
export async function explainFalse(context: CheckContext, request: JsonQuestion, result: unknown): Promise<Partial<Ruling>> {
  const url = new URL(request.url)
  const path = url.pathname.split('/')
  const names = typeof result === 'boolean' ? [path.at(-1) ?? ''] : ['allow', 'allowed']
  url.searchParams.set('explain', 'full')
  try {
    const { json } = await askJson(context, { ...request, url: url.href, maxBytes: TRACE_MAX_BYTES })
    const events = at(json, 'explanation')
    return Array.isArray(events) ? readTrace(events, names, path.slice(path.indexOf('data')).join('.')) : {}
  } catch (error) {
    if (error instanceof CheckFailed) return {}
    throw error
  }
}
