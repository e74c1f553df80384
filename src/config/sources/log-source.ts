import { z } from 'zod'
import { httpQuestion } from './http-question.ts'
import { service } from './source-access.ts'
import { httpUrl } from './source-url.ts'
import { cel } from './written.ts'

const named = { name: z.string().min(1).optional() }
const text = z.string().min(1)

const File = text
  .refine((path) => !/\*[^/\\]*[/\\]/.test(path), { message: '`*` in the last part of the path only' })
  .refine((path) => !/^[a-z][a-z0-9+.-]+:\/\//i.test(path), { message: 'a path, not a URL' })

const Elasticsearch = service({
  url: httpUrl,
  index: text.refine((index) => !/[\s?#/\\]/.test(index), {
    message: 'names of indices, patterns or aliases with a comma between',
  }),
  timeField: text.default('@timestamp'),
})

const Loki = service({
  url: httpUrl,
  query: text.refine((query) => query.trim().startsWith('{'), {
    message: 'a LogQL log query, which begins with a stream selector such as {app="edge"}',
  }),
})

/**
 * Where the target's own logs lie. A relative `file` counts from where why403 was started; it may hold `*` in its last part, and
 * rotated and compressed neighbours (`.1`, `-20260102.gz`) are found by themselves. `http` is any other store: `url` and `body` are
 * templates, `lines` is CEL over `json`, `text` and `status` and gives the lines, as texts or as records.
 */
export const LogSource = z.union([
  z.strictObject({ file: File, ...named }),
  z.strictObject({ loki: Loki, ...named }),
  z.strictObject({ elasticsearch: Elasticsearch, ...named }),
  z.strictObject({ opensearch: Elasticsearch, ...named }),
  z.strictObject({ http: httpQuestion({ lines: cel('json', 'text', 'status').default('text') }, 'search'), ...named }),
])
export type LogSource = z.infer<typeof LogSource>
