import { wantedIds, wantedPaths } from '../wanted/may-tell.ts'
import type { Wanted } from '../wanted/wanted.ts'

const HITS_MAX = 200
const CLAUSES_MAX = 24

/** Looks for a text as a phrase in every field, `lenient` where a field is no text; nothing in it is read as syntax. */
function phrase(query: string): object {
  return { multi_match: { query, type: 'phrase', lenient: true } }
}

/**
 * The body of a search for our request: the time on `timeField`, and any of the ids, the incident's mark or the paths. The bare `/`
 * holds no word to look for, so it leaves the time alone. Sources: Elasticsearch Query DSL, bool, range and multi_match queries
 * (https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-multi-match-query); OpenSearch takes the same.
 */
export function elasticsearchQuery(wanted: Wanted, timeField: string): object {
  const [gte, lte] = [wanted.from, wanted.to].map((ms) => new Date(ms).toISOString())
  const paths = wantedPaths(wanted)
  const agent = wanted.agent === undefined ? [] : [wanted.agent.replace(/[()+]/g, '')]
  const needles = [...paths, ...agent, ...wantedIds(wanted)].slice(0, CLAUSES_MAX)
  const any = paths.some((path) => !/[\p{L}\p{N}]/u.test(path))
  const words = any ? [] : [{ bool: { should: needles.map(phrase), minimum_should_match: 1 } }]
  return {
    size: HITS_MAX,
    track_total_hits: false,
    sort: [{ [timeField]: { order: 'desc', unmapped_type: 'date' } }],
    query: { bool: { filter: [{ range: { [timeField]: { gte, lte, format: 'strict_date_optional_time' } } }, ...words] } },
  }
}
