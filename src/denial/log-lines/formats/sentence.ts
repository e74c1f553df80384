import type { LogFormat, LogText } from '../log-format.ts'
import { saidInWords } from '../said-in-words.ts'

const STATUS = /\b(?:status|code|HTTP(?:\/[\d.]{1,3})?|returned|answered)[ =:"]{1,3}(4\d\d)\b/i
const TEXT_MAX = 4_096
/** A line of a page is none of a log. */
const MARKUP = /^<[a-z!/]/i

/** Any other line with words of a refusal that a signature knows. */
export const sentence: LogFormat = {
  id: 'text',
  product: 'unknown',
  layer: 'application',
  source: 'the signatures of answers',
  read: ({ text, record }: LogText) => {
    const status = STATUS.exec(text.slice(0, TEXT_MAX))?.[1]
    const said = record || MARKUP.test(text) ? undefined : saidInWords(text, status === undefined ? undefined : Number(status))
    return said && { ...(status === undefined ? {} : { status: Number(status) }), said }
  },
  examples: [
    {
      line: 'Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "shop"',
      cause: 'insufficient-permissions',
      verdict: 'denied',
    },
    { line: '2026-01-02 12:00:00 WARN orders: request denied: insufficient_scope', cause: 'api-scope' },
  ],
}
