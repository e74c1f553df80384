import { z } from 'zod'
import type { LogSource } from '../../../config/sources/log-source.ts'
import type { CheckContext } from '../../check.ts'
import type { LogLine } from '../lines/log-line.ts'
import type { Wanted } from '../wanted/wanted.ts'
import { type LogStore, LogUnseen, type Look } from './log-store.ts'
import { logqlQuery, nanoseconds } from './loki-query.ts'
import { readJsonAnswer } from './read-answer.ts'

type LokiSource = Extract<LogSource, { loki: unknown }>

const LINES_MAX = '500'

/** https://grafana.com/docs/loki/latest/reference/loki-http-api/#query-logs-within-a-range-of-time: time in ns, line, structured metadata. */
const Stream = z.object({
  stream: z.record(z.string(), z.string()).default({}),
  values: z.array(z.tuple([z.string(), z.string()]).rest(z.unknown())),
})
const Answer = z.object({
  data: z.object({ resultType: z.string(), result: z.array(z.unknown()) }),
})

function linesOf({ stream, values }: z.infer<typeof Stream>, source: string): LogLine[] {
  return values.map(([ns, text, extra]) => {
    const labels = JSON.stringify(extra === undefined ? stream : { ...stream, extra })
    const at = /^\d{1,20}$/.test(ns) ? [Number(BigInt(ns) / 1_000_000n)] : []
    return { source, key: `${ns} ${labels} ${text}`, text, times: at, labels }
  })
}

/** The URL of a range query, newest lines first. */
function lokiUrl(base: string, query: string, { from, to }: Pick<Wanted, 'from' | 'to'>): string {
  const params = { query, start: nanoseconds(from), end: nanoseconds(to), limit: LINES_MAX, direction: 'backward' }
  return `${base.replace(/\/+$/, '')}/loki/api/v1/query_range?${new URLSearchParams(params)}`
}

/** A log in Loki: the configured query with a filter for our request behind it. */
export function createLokiStore({ loki, name }: LokiSource, { ask }: CheckContext): LogStore {
  const source = name ?? `loki ${new URL(loki.url).host}`

  async function look(wanted: Wanted): Promise<Look> {
    const url = lokiUrl(loki.url, logqlQuery(loki.query, wanted), wanted)
    const answer = await ask({ url, headers: { accept: 'application/json' }, access: loki })
    const { data } = readJsonAnswer(answer, Answer)
    if (data.resultType !== 'streams') throw new LogUnseen('its query counts instead of giving lines: expected a LogQL log query')
    const streams = z.array(Stream).safeParse(data.result)
    if (!streams.success) throw new LogUnseen('its streams are not of the form that was expected')
    return { lines: streams.data.flatMap((stream) => linesOf(stream, source)) }
  }

  return { name: source, remote: true, look }
}
