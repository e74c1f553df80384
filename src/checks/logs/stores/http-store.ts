import type { LogSource } from '../../../config/sources/log-source.ts'
import { compileCel } from '../../../expression/compile-cel.ts'
import { jsonValue } from '../../../expression/json-value.ts'
import type { Scope } from '../../../expression/scope.ts'
import type { CheckContext, SourceAnswer } from '../../check.ts'
import { renderJson, renderUrl, wholeValue } from '../../sources/render-json.ts'
import { sourceScope } from '../../sources/source-scope.ts'
import type { LogLine } from '../lines/log-line.ts'
import { momentsOf, readLineTime } from '../lines/read-line-time.ts'
import { wantedIds } from '../wanted/may-tell.ts'
import type { Wanted } from '../wanted/wanted.ts'
import { type LogStore, LogUnseen, type Look } from './log-store.ts'
import { readableAnswer } from './read-answer.ts'

type HttpSource = Extract<LogSource, { http: unknown }>

const LINES_MAX = 1_000

/** What templates of a log store see besides: `search.from` and `search.to` (ISO 8601, ms, s), `search.traceId`, `search.ids`, `search.agent`. */
function searchScope(wanted: Wanted): Scope {
  const { from, to, agent, requests } = wanted
  return {
    search: {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      fromMs: Math.floor(from),
      toMs: Math.ceil(to),
      fromSeconds: Math.floor(from / 1000),
      toSeconds: Math.ceil(to / 1000),
      traceId: requests.findLast(({ ours }) => ours === 'refused')?.traceId,
      ids: wantedIds(wanted),
      agent,
    },
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The lines that the configured CEL takes out of an answer. @throws LogUnseen where it is no CEL, or gives no list and no text */
export function takeLines(source: string, { body, status }: Pick<SourceAnswer, 'body' | 'status'>): string[] {
  const cel = compileCel(source)
  if ('error' in cel) throw new LogUnseen(`its \`lines\` is no CEL: found ${cel.error.found}, expected ${cel.error.expected}`)
  const json = jsonOf(body)
  const result = cel.run({ text: body, status, ...(json === undefined ? {} : { json }) })
  if (result.kind === 'missing') throw new LogUnseen(`its answer has no ${result.missing.join(', ')}`)
  if (result.kind === 'error') throw new LogUnseen(`its \`lines\` gives nothing: ${result.error}`)
  const value = jsonValue(result.value)
  if (typeof value === 'string') return value.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (!Array.isArray(value)) throw new LogUnseen('its `lines` gives neither a list nor a text')
  return value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)))
}

/** Lines by their text and which of the same text they are: where they stand in an answer changes from look to look. */
function linesOf(texts: readonly string[], source: string, { now }: Wanted): LogLine[] {
  const counts = new Map<string, number>()
  return texts.map((text) => {
    const nth = (counts.get(text) ?? 0) + 1
    counts.set(text, nth)
    return { source, key: `${nth} ${text}`, text, times: momentsOf(readLineTime(text, now)) }
  })
}

/** Any other log store: asked by template, with all its values or not at all, its lines taken out of the answer by CEL. */
export function createHttpStore({ http, name }: HttpSource, context: CheckContext): LogStore {
  const source = name ?? `http ${URL.parse(http.url.replace(/\{\{.*$/s, ''))?.host ?? 'log store'}`

  async function look(wanted: Wanted): Promise<Look> {
    const scope = { ...(await sourceScope(context)), ...searchScope(wanted) }
    const body = http.body === undefined ? undefined : wholeValue(renderJson(http.body, scope))
    const answer = await context.ask({
      method: http.method,
      url: wholeValue(renderUrl(http.url, scope)),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: body === undefined ? {} : { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' },
      access: http,
    })
    const texts = takeLines(http.lines, readableAnswer(answer))
    return { lines: linesOf(texts.slice(-LINES_MAX), source, wanted) }
  }

  return { name: source, remote: true, look }
}
