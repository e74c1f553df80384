import type { Check } from '../../../src/checks/check.ts'
import { logs } from '../../../src/checks/logs/logs.ts'
import type { LogsFinding } from '../../../src/checks/logs/logs-finding.ts'
import type { LogSource } from '../../../src/config/sources/log-source.ts'
import { identify } from '../../../src/denial/identify.ts'
import type { Exchange } from '../../../src/exchange.ts'
import { fakeContext } from '../fake-context.ts'

/** The trace id of `refusedExchange`. */
export const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
/** When it was sent: ten seconds before the test context's now, so that nobody waits for a line. */
export const SENT_AT = '2026-01-01T11:59:50.000Z'

type Parts = { path?: string; method?: string; status?: number; headers?: Record<string, string[]>; body?: string } & Partial<
  Pick<Exchange, 'as' | 'at' | 'address' | 'failure'> & { trace: string }
>

/** A refused probe of incident 7, as a check finds it on its path. */
export function refusedExchange({
  path = '/orders',
  method = 'GET',
  status = 403,
  headers = {},
  body = '',
  trace = TRACE,
  ...rest
}: Parts = {}): Exchange {
  return {
    as: 'anonymous',
    at: SENT_AT,
    durationMs: 20,
    request: {
      method,
      url: `https://api.test${path}`,
      headers: { 'user-agent': ['why403/1.0 (+INC-7)'], traceparent: [`00-${trace}-00f067aa0ba902b7-01`] },
    },
    response: rest.failure ? null : { status, headers, body },
    ...rest,
  }
}

type Run = { exchanges: readonly Exchange[]; sources: readonly LogSource[]; request?: { method?: string; url?: string } }

/** Runs the check over `exchanges` and reads the denial as the walk does, from the path and what the check attached. */
export async function runLogs({ exchanges, sources, request }: Run) {
  const example = { name: 'a test', input: {}, finding: {}, exchanges, sources: { logs: [...sources] }, ...(request && { request }) }
  const context = fakeContext(example satisfies Check['examples'][number])
  const finding: LogsFinding = await logs.run(logs.input.parse({}), context)
  return { finding, line: logs.line(finding), attached: context.attached, denial: identify([...exchanges, ...context.attached]) }
}
