import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { readTarget } from '../read-request-line.ts'
import { saidInWords } from '../said-in-words.ts'

const METHOD = 'GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE'
/** Request lines as frameworks write them; the groups are method, target and status. */
export const REQUEST_FORMS: readonly RegExp[] = [
  new RegExp(`"(${METHOD}) (\\S{1,1000}) HTTP/[\\d.]{1,3}" (\\d{3})(?: |$)`),
  new RegExp(`^(?:\\[[^\\]]{1,60}\\] )?(${METHOD}) (\\S{1,1000}) (\\d{3})(?: [\\d.]{1,12} ms| -|$)`),
  new RegExp(`\\b(${METHOD}) (\\S{1,1000}) (?:=>|->|responded|returned|completed) {0,2}(?:with )?(\\d{3})(?: |$)`, 'i'),
]
const RAILS = /\bCompleted (\d{3}) [A-Z][A-Za-z ]{1,30} in \d{1,9}ms/
const CLIENT = /^(?:[A-Z]{4,8}: {1,8})?((?:\d{1,3}\.){3}\d{1,3})(?::\d{1,5})? - /
const TIME = /\[(\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d)\]/
const TEXT_MAX = 4_096

function read({ text, record }: LogText): LogFacts | undefined {
  if (record) return undefined
  const start = text.slice(0, TEXT_MAX)
  const facts = requestIn(start)
  if (!facts) return undefined
  const said = saidInWords(start, facts.status)
  return { ...facts, when: TIME.exec(start)?.[1], client: CLIENT.exec(start)?.[1], ...(said ? { said } : {}) }
}

function requestIn(text: string): LogFacts | undefined {
  for (const form of REQUEST_FORMS) {
    const [, method, target, status] = form.exec(text) ?? []
    if (method !== undefined && target !== undefined) return { method, ...readTarget(target), status: Number(status) }
  }
  const status = RAILS.exec(text)?.[1]
  return status === undefined ? undefined : { status: Number(status) }
}

/** How applications log a request by themselves: Uvicorn, Werkzeug, morgan, Rails, uWSGI and the like. */
export const requestLog: LogFormat = {
  id: 'request',
  product: 'unknown',
  layer: 'application',
  source: 'https://github.com/expressjs/morgan#predefined-formats',
  read,
  examples: [
    {
      line: 'INFO:     203.0.113.9:51877 - "GET /orders HTTP/1.1" 403 Forbidden',
      verdict: 'denied',
      status: 403,
      path: '/orders',
      client: '203.0.113.9',
    },
    { line: '203.0.113.9 - - [02/Jan/2026 12:00:00] "POST /orders HTTP/1.1" 429 -', verdict: 'rate-limited', cause: 'rate-limit' },
    { line: 'GET /orders 403 12.345 ms - 31', verdict: 'denied', method: 'GET', path: '/orders' },
    {
      line: 'I, [2026-01-02T12:00:00.1 #1]  INFO -- : Completed 403 Forbidden in 5ms (ActiveRecord: 0.0ms)',
      verdict: 'denied',
      status: 403,
    },
    { line: 'INFO:     203.0.113.9:51877 - "GET /orders HTTP/1.1" 200 OK', verdict: 'allowed', denial: null },
  ],
}
