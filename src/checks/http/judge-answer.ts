import type { HeaderFields } from '../../exchange.ts'
import { parseCondition } from '../../expression/condition.ts'
import { redactHeaders } from '../../redaction/redact-exchange.ts'
import { redactFacts } from '../../redaction/redact-facts.ts'
import { redactText } from '../../redaction/redact-text.ts'
import { CheckFailed } from '../check-failed.ts'
import { parseJson } from '../sources/ask-json.ts'
import { visibleText } from '../visible-text.ts'
import type { HttpFinding } from './http-finding.ts'

const TEXT_MAX = 1000
/** A longer JSON body is for looking at, not for keeping in a log of events. */
const JSON_KEPT_MAX = 16 * 1024

type Answer = { status: number; headers: HeaderFields; body: string }

function unmetOf(expect: readonly string[], scope: Record<string, unknown>): string[] {
  return expect.flatMap((cel) => {
    const condition = parseCondition(cel)
    if ('error' in condition) {
      const { found, expected } = condition.error
      throw new CheckFailed('invalid', `the expectation ${cel} has ${found}, expected ${expected}`)
    }
    const { met, missing, error } = condition.evaluate(scope)
    const why = error ?? (missing.length > 0 ? `${missing.join(', ')} is missing` : '')
    return met ? [] : [why === '' ? cel : `${cel} (${why})`]
  })
}

/** Holds an answer against expectations. Expectations see it in clear; what is kept of it is redacted. @throws CheckFailed (`invalid`) */
export function judgeAnswer({ status, headers, body }: Answer, expect: readonly string[]): HttpFinding {
  const flat = Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(', ')]))
  const json = parseJson(body)
  const unmet = unmetOf(expect, { status, headers: flat, text: body, ...(json !== undefined && { json }) })
  return {
    status,
    ok: status >= 200 && status < 300,
    met: unmet.length === 0,
    unmet,
    headers: Object.fromEntries(Object.entries(redactHeaders(headers)).map(([name, values]) => [name, values.join(', ')])),
    // Field names are the answer's own here: what stands under `access_token` is secret whatever it looks like.
    ...(json !== undefined && body.length <= JSON_KEPT_MAX && redactFacts({ json })),
    text: redactText(visibleText(body, TEXT_MAX), []),
  }
}
