import { z } from 'zod'
import type { Exchange } from '../exchange.ts'
import { readHeaders } from './read-json-exchange.ts'

const Fields = z.array(z.looseObject({ name: z.string(), value: z.string().nullish() })).optional()
const Entry = z.looseObject({
  startedDateTime: z.string().optional(),
  time: z.number().nullish(),
  request: z.looseObject({
    method: z.string(),
    url: z.string(),
    headers: Fields,
    postData: z.looseObject({ text: z.string().optional() }).nullish(),
  }),
  response: z.looseObject({
    status: z.int(),
    headers: Fields,
    content: z.looseObject({ text: z.string().optional(), encoding: z.string().optional() }).nullish(),
  }),
})
const Har = z.looseObject({ log: z.looseObject({ entries: z.array(z.unknown()) }) })

type HarEntry = { exchange: Exchange } | { error: { found: string; expected: string } }

/** The entries of an HTTP Archive 1.2 in their order, or null when the value is no HAR. http://www.softwareishard.com/blog/har-12-spec/ */
export function readHar(value: unknown): HarEntry[] | null {
  const har = Har.safeParse(value)
  return har.success ? har.data.log.entries.map(readEntry) : null
}

function readEntry(value: unknown, index: number): HarEntry {
  const parsed = Entry.safeParse(value)
  if (!parsed.success) {
    const path = (parsed.error.issues[0]?.path ?? []).map(String).join('.')
    return {
      error: {
        found: `log.entries[${index}]${path ? `.${path}` : ''}: not as a HAR has it`,
        expected: 'an entry with request and response (HAR 1.2)',
      },
    }
  }
  const { request, response, startedDateTime, time } = parsed.data
  const exchange: Exchange = {
    ...(startedDateTime === undefined ? {} : { at: startedDateTime }),
    ...(typeof time === 'number' && time >= 0 ? { durationMs: time } : {}),
    request: {
      method: request.method,
      url: request.url,
      headers: readHeaders(named(request.headers)),
      ...(request.postData?.text === undefined ? {} : { body: request.postData.text }),
    },
    response: { status: response.status, headers: readHeaders(named(response.headers)), body: contentText(response.content) },
  }
  return {
    exchange:
      response.status === 0
        ? { ...exchange, response: null, failure: { kind: 'unreachable', message: 'the browser got no answer' } }
        : exchange,
  }
}

function named(fields: z.infer<typeof Fields>): { name: string; value: string }[] {
  return (fields ?? []).map(({ name, value }) => ({ name, value: value ?? '' }))
}

function contentText(content: z.infer<typeof Entry>['response']['content']): string {
  const text = content?.text ?? ''
  return content?.encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text
}
