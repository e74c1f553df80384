import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { explainLogLine } from '../../../src/denial/log-lines/explain-log-line.ts'
import { LOG_FORMATS } from '../../../src/denial/log-lines/log-format-registry.ts'
import type { LogReading } from '../../../src/denial/log-lines/log-reading.ts'

const EXAMPLES = LOG_FORMATS.flatMap((format) => format.examples.filter(({ fields }) => fields === undefined).map(({ line }) => line))

const WRAPPINGS: Readonly<Record<string, (line: string) => string>> = {
  'Kubernetes CRI': (line) => `2026-01-02T12:00:00.123456789+00:00 stderr F ${line}`,
  'docker json-file': (line) => JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-01-02T12:00:00.123456789Z' }),
  'syslog, RFC 3164': (line) => `<134>Jan  2 12:00:00 edge-1 shipper[42]: ${line}`,
  'syslog, RFC 5424': (line) =>
    `<134>1 2026-01-02T12:00:00.123Z edge-1 shipper 42 ID47 [origin@32473 ip="10.0.0.7" note="a \\] b"] ${line}`,
  'journal, short-iso': (line) => `2026-01-02T12:00:00+0000 edge-1 shipper[42]: ${line}`,
  'journal, JSON': (line) => JSON.stringify({ MESSAGE: line, SYSLOG_IDENTIFIER: 'shipper', __REALTIME_TIMESTAMP: '1767355200123456' }),
  'docker compose': (line) => `edge-1  | ${line}`,
  'kubectl --prefix': (line) => `[pod/edge-5d9c7b/nginx] ${line}`,
  'docker logs -t': (line) => `2026-01-02T12:00:00.123456789Z ${line}`,
  'Google Cloud Logging': (line) =>
    JSON.stringify({ textPayload: line, resource: { type: 'k8s_container' }, timestamp: '2026-01-02T12:00:00Z' }),
  'a shipper in a container': (line) => JSON.stringify({ log: `<134>Jan  2 12:00:00 edge-1 shipper[42]: ${line}\n`, stream: 'stdout' }),
  colours: (line) => `\u001b[31m${line}\u001b[0m`,
}

test.each(Object.keys(WRAPPINGS))('every line in the wrapping of %s says what it says bare', (name) => {
  const others = EXAMPLES.filter(
    (line) => !isDeepStrictEqual(told(explainLogLine(WRAPPINGS[name]?.(line) ?? '')), told(explainLogLine(line))),
  )

  expect(others).toEqual([])
})

function told(reading: LogReading | null) {
  const { format, verdict, status, path, client, denial } = reading ?? {}
  return { format, verdict, status, path, client, denial }
}

test('the wrapping tells the time and the id that the line leaves open', () => {
  const line = JSON.stringify({
    message: 'Forbidden (CSRF cookie not set.): /orders/',
    '@timestamp': '2026-01-02T12:00:00Z',
    trace: { id: '0af765' },
    http: { request: { method: 'POST' } },
  })

  expect(explainLogLine(line)).toMatchObject({
    format: 'django',
    when: { iso: '2026-01-02T12:00:00.000Z' },
    method: 'POST',
    path: '/orders/',
    references: [{ name: 'trace id', value: '0af765', where: 'log', lookUp: expect.stringContaining('trace') }],
  })
})
