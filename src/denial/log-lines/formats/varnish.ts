import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { accessFacts, splitAccessLine } from './access-log.ts'

const HEAD = /^\*{1,3} {1,4}<< Request /
const TAG = /^-{1,4} {1,6}([A-Za-z_]{2,20})(?: {1,14}(.{0,1000}))?$/
const LINES_MAX = 2_000
const SYNTH = 'synth'

type Tags = Readonly<Partial<Record<string, string>>>

function read(line: LogText): LogFacts | undefined {
  return HEAD.test(line.text) ? readTransaction(line.text) : readHandling(line)
}

/** What `varnishlog` prints of one request: a tag a line. */
function readTransaction(text: string): LogFacts | undefined {
  const { tags, returned } = tagsOf(text)
  const status = Number(tags.RespStatus)
  if (!Number.isInteger(status) || tags.ReqMethod === undefined) return undefined
  return {
    when: tags.Timestamp?.replace(/^Start: (\S{1,30}) .*$/, '$1'),
    method: tags.ReqMethod,
    path: tags.ReqURL,
    host: tags.Host,
    client: tags.ReqStart?.split(' ')[0],
    status,
    references: [{ name: 'varnish xid', value: /^\*{1,3} {1,4}<< Request {1,4}>> (\d{1,20})/.exec(text)?.[1] }],
    ...(returned.includes(SYNTH) ? saidOf(status, tags.RespReason) : { answeredBy: 'upstream' as const }),
  }
}

/** The first value of each tag, except of the answer's status, whose last one is sent; and all that VCL returned. */
function tagsOf(text: string): { tags: Tags; returned: string[] } {
  const tags: Record<string, string> = {}
  const returned: string[] = []
  for (const line of text.split('\n', LINES_MAX)) {
    const [, name = '', value = ''] = TAG.exec(line.trimEnd()) ?? []
    if (name === 'VCL_return') returned.push(value)
    else if (name === 'RespStatus' || name === 'RespReason') tags[name] = value
    else if (name === 'ReqHeader') tags.Host ??= /^host: (.{1,200})$/i.exec(value)?.[1] as string
    else tags[name] ??= value
  }
  return { tags, returned }
}

/** An access line of `varnishncsa` whose format ends in `%{Varnish:handling}x`. */
function readHandling(line: LogText): LogFacts | undefined {
  const fields = line.text.endsWith(` ${SYNTH}`) ? splitAccessLine(line) : undefined
  return fields && { ...accessFacts(fields), ...saidOf(fields.status, undefined) }
}

function saidOf(status: number, reason: string | undefined): Pick<LogFacts, 'said' | 'answeredBy'> {
  if (status < 400) return { answeredBy: 'writer' }
  const means = `return (synth(${status})) in the VCL: Varnish answered itself and asked no server behind it`
  const causes = status === 405 ? { 'method-or-path': 0.85 } : { 'server-directive': 0.7, 'ip-or-geo-restriction': 0.35 }
  return { said: { means, causes, text: `${status}${reason ? ` ${reason}` : ''} ${SYNTH}`, rule: SYNTH } }
}

/** What Varnish logs: `varnishlog` with a request's tags in one text, and `varnishncsa` where it tells how it was handled. */
export const varnish: LogFormat = {
  id: 'varnish',
  product: 'varnish',
  layer: 'proxy',
  source: 'https://varnish-cache.org/docs/7.1/reference/vsl.html',
  read,
  examples: [
    {
      line: `*   << Request  >> 32770
-   Begin          req 32769 rxreq
-   Timestamp      Start: 1795462211.876526 0.000000 0.000000
-   ReqStart       127.0.0.1 54546 a0
-   ReqMethod      GET
-   ReqURL         /closed
-   ReqHeader      Host: 127.0.0.1:39205
-   VCL_call       RECV
-   VCL_return     synth
-   RespStatus     403
-   RespReason     Forbidden
-   VCL_call       SYNTH
-   VCL_return     deliver
-   End`,
      cause: 'server-directive',
      rule: 'synth',
      layer: 'proxy',
      verdict: 'denied',
      path: '/closed',
      client: '127.0.0.1',
      status: 403,
      reference: '32770',
      iso: '2026-11-23T19:30:11.876Z',
    },
    {
      line: '127.0.0.1 - - [23/Nov/2026:19:30:11 +0000] "GET http://127.0.0.1:39205/office HTTP/1.1" 403 249 "-" "curl/7.88.1" synth',
      cause: 'server-directive',
      path: '/office',
    },
    {
      line: '127.0.0.1 - - [23/Nov/2026:19:30:27 +0000] "PURGE http://127.0.0.1:39205/x HTTP/1.1" 405 258 "-" "curl/7.88.1" synth',
      cause: 'method-or-path',
    },
    {
      line: `*   << Request  >> 32772
-   Timestamp      Start: 1795462211.876526 0.000000 0.000000
-   ReqMethod      GET
-   ReqURL         /orders
-   VCL_return     pass
-   VCL_return     fetch
-   RespStatus     403
-   VCL_return     deliver
-   End`,
      product: 'unknown',
      verdict: 'denied',
    },
  ],
}
