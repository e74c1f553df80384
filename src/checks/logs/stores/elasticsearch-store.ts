import { z } from 'zod'
import type { LogSource } from '../../../config/sources/log-source.ts'
import { memberAt, textAt } from '../../../denial/log-lines/json-record.ts'
import type { CheckContext } from '../../check.ts'
import type { LogLine } from '../lines/log-line.ts'
import { momentsOf, readLineTime } from '../lines/read-line-time.ts'
import type { Wanted } from '../wanted/wanted.ts'
import { elasticsearchQuery } from './elasticsearch-query.ts'
import { type LogStore, LogUnseen, type Look } from './log-store.ts'
import { readJsonAnswer } from './read-answer.ts'

type ElasticsearchConfig = Extract<LogSource, { elasticsearch: unknown }>['elasticsearch']
type Named = { config: ElasticsearchConfig; product: 'elasticsearch' | 'opensearch'; name?: string | undefined }

/** Where a document keeps the line as it was written; ECS, Filebeat, Fluent Bit, Data Prepper. */
const LINE_MEMBERS = ['event.original', 'message', 'log', 'body']

/** https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search; OpenSearch answers alike. */
const Answer = z.object({
  timed_out: z.boolean().default(false),
  _shards: z.object({ total: z.int(), failed: z.int().default(0) }).optional(),
  hits: z.object({
    hits: z.array(
      z.object({ _index: z.string().default(''), _id: z.string().default(''), _source: z.record(z.string(), z.unknown()).default({}) }),
    ),
  }),
})

type Hit = z.infer<typeof Answer>['hits']['hits'][number]

/** A document as one line: the whole record, whose members tell more than its message alone. */
function lineOf({ _index, _id, _source }: Hit, { source, timeField, now }: { source: string; timeField: string; now: number }): LogLine {
  const told = memberAt(_source, timeField)
  const time = typeof told === 'number' ? { ms: told, zoned: true } : readLineTime(String(told ?? ''), now)
  const shown = textAt(_source, ...LINE_MEMBERS)
  const times = momentsOf(time && { ...time, zoned: true })
  return { source, key: `${_index} ${_id}`, text: JSON.stringify(_source), times, ...(shown === undefined ? {} : { shown }) }
}

/** The URL of a search in the configured indices. */
function searchUrl(base: string, index: string): string {
  return `${base.replace(/\/+$/, '')}/${index.split(',').map(encodeURIComponent).join(',')}/_search`
}

/** A log in Elasticsearch or OpenSearch. */
export function createElasticsearchStore({ config, product, name }: Named, { ask }: CheckContext): LogStore {
  const source = name ?? `${product} ${new URL(config.url).host}`

  async function look(wanted: Wanted): Promise<Look> {
    const answer = await ask({
      method: 'POST',
      url: searchUrl(config.url, config.index),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(elasticsearchQuery(wanted, config.timeField)),
      access: config,
    })
    const { hits, _shards: shards, timed_out: timedOut } = readJsonAnswer(answer, Answer)
    if (shards?.total === 0) throw new LogUnseen(`no index fits ${config.index}`)
    const isCut = timedOut || (shards?.failed ?? 0) > 0
    if (isCut && hits.hits.length === 0) throw new LogUnseen('it could not search all of the index')
    const lines = hits.hits.map((hit) => lineOf(hit, { source, timeField: config.timeField, now: wanted.now }))
    return { lines, ...(isCut ? { unread: [{ part: 'some shards', why: 'it could not search all of the index' }] } : {}) }
  }

  return { name: source, remote: true, look }
}
