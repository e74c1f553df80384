import type { LogSource } from '../../../config/sources/log-source.ts'
import type { CheckContext } from '../../check.ts'
import { createElasticsearchStore } from './elasticsearch-store.ts'
import { createFileStore } from './file-store.ts'
import { createHttpStore } from './http-store.ts'
import type { LogStore } from './log-store.ts'
import { createLokiStore } from './loki-store.ts'

function openStore(source: LogSource, context: CheckContext): LogStore {
  if ('file' in source) return createFileStore(source)
  if ('loki' in source) return createLokiStore(source, context)
  if ('elasticsearch' in source) {
    return createElasticsearchStore({ config: source.elasticsearch, product: 'elasticsearch', name: source.name }, context)
  }
  if ('opensearch' in source) {
    return createElasticsearchStore({ config: source.opensearch, product: 'opensearch', name: source.name }, context)
  }
  return createHttpStore(source, context)
}

/** The stores of the configured logs, in their order, each with a name of its own: a second of one name is numbered. */
export function openStores(sources: readonly LogSource[], context: CheckContext): LogStore[] {
  const seen = new Map<string, number>()
  return sources.map((source) => {
    const store = openStore(source, context)
    const count = (seen.get(store.name) ?? 0) + 1
    seen.set(store.name, count)
    return count === 1 ? store : openStore({ ...source, name: `${store.name} #${count}` }, context)
  })
}
