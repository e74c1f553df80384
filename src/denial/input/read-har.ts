import { z } from 'zod'
import type { Exchange } from '../../exchange.ts'
import { readHeaders } from './read-json-exchange.ts'

const ERROR_MAX = 120

const Fields = z.array(z.looseObject({ name: z.string(), value: z.string().nullish() })).optional()
const Entry = z.looseObject({
  startedDateTime: z.string().optional(),
  time: z.number().nullish(),
  request: z.looseObject({
    method: z.string(),
    url: z.string(),
    headers: Fields,
    postData: z.looseObject({ text: z.string().nullish() }).nullish(),
  }),
  response: z.looseObject({
    status: z.int(),
    headers: Fields,
    content: z.looseObject({ text: z.string().nullish(), encoding: z.string().nullish() }).nullish(),
    /** Chrome names the network failure here. */
    _error: z.string().nullish(),
  }),
})
const Har = z.looseObject({ log: z.looseObject({ entries: z.array(z.unknown()) }) })

type HarEntry = { exchange: Exchange } | { error: { found: string; expected: string } }

/** What a HAR without an entry is answered with. */
export const EMPTY_HAR = { found: 'a HAR without entries', expected: 'log.entries with at least one entry (HAR 1.2)' } as const

/** The entries of an HTTP Archive 1.2 in their order, or null when the value is no HAR. http://www.softwareishard.com/blog/har-12-spec/ */
export function readHar(value: unknown): HarEntry[] | null {
  const har = Har.safeParse(value)
  if (!har.success) return null
  const { entries } = har.data.log
  return entries.length === 0 ? [{ error: EMPTY_HAR }] : entries.map(readHarEntry)
}

/** One member of `log.entries`; a status of 0 is a request that got no answer, a body in base64 is decoded as UTF-8. */
export function readHarEntry(value: unknown, index: number): HarEntry {
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
      ...(typeof request.postData?.text !== 'string' ? {} : { body: request.postData.text }),
    },
    response: { status: response.status, headers: readHeaders(named(response.headers)), body: contentText(response.content) },
  }
  return { exchange: response.status <= 0 ? withoutAnswer(exchange, response._error) : exchange }
}

function withoutAnswer(exchange: Exchange, error: string | null | undefined): Exchange {
  const message = `the browser got no answer${error ? `: ${error.slice(0, ERROR_MAX)}` : ''}`
  const kind = /CERT|SSL/.test(error ?? '') ? 'tls' : /TIMED_OUT/.test(error ?? '') ? 'timeout' : 'unreachable'
  return { ...exchange, response: null, failure: { kind, message } }
}

function named(fields: z.infer<typeof Fields>): { name: string; value: string }[] {
  return (fields ?? []).map(({ name, value }) => ({ name, value: value ?? '' }))
}

function contentText(content: z.infer<typeof Entry>['response']['content']): string {
  const text = content?.text ?? ''
  return content?.encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text
}
