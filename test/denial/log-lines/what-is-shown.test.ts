import { expect, test } from 'vitest'
import { explainLogLine } from '../../../src/denial/log-lines/explain-log-line.ts'

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1gFWFOEjXk'

test.each([
  `203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET /orders?access_token=${JWT} HTTP/1.1" 403 153 "-" "-"`,
  `{"status":403,"url":"https://shop.example/a?token=${JWT}","message":"access denied for token ${JWT}: insufficient_scope"}`,
  `2026/01/02 12:00:00 [error] 31#31: *5 access forbidden by rule, client: 203.0.113.9, server: _, request: "GET /?token=${JWT} HTTP/1.1", host: "localhost"`,
  `time="2026-01-02T12:00:00Z" level=warn msg="forbidden: Authorization: Bearer ${JWT} insufficient_scope" status=403`,
  `{"status":403,"user":"${JWT}","message":"forbidden"}`,
])('no secret of a line is shown: %s', (line) => {
  const reading = explainLogLine(line)

  expect(reading?.status ?? reading?.denial).toBeTruthy()
  expect(JSON.stringify(reading)).not.toContain('dBjftJeZ4')
})

test('what the client wrote into path, referer or user agent is no reason', () => {
  const referer = 'https://x.example/?AH01630: client denied by server configuration'
  const apache = `[Fri Jan 02 12:00:00 2026] [authz_core:error] [pid 9] [client 203.0.113.9:5] AH00132: file permissions deny server access: /srv/a, referer: ${referer}`
  const nginx =
    '2026/01/02 12:00:00 [error] 31#31: *5 limiting requests, excess: 5.020 by zone "api", client: 203.0.113.9, server: _, request: "GET /?access%20forbidden%20by%20rule HTTP/1.1", host: "a", referrer: "http://b/, client: 6.6.6.6 access forbidden by rule"'

  expect(explainLogLine(apache)?.denial).toMatchObject({ cause: 'file-permissions' })
  expect(explainLogLine(nginx)).toMatchObject({ client: '203.0.113.9', denial: { rule: 'api', cause: 'rate-limit' } })
})

test('of two refusals in one chain, the status alone never blames who only passed it on', () => {
  const line =
    '203.0.113.9:33317 [02/Jan/2026:12:00:00.655] www app/web1 10/0/30/69/109 403 2750 - - ---- 1/1/1/1/0 0/0 "GET /orders HTTP/1.1"'

  expect(explainLogLine(line)?.denial).toMatchObject({
    product: 'unknown',
    layer: 'unknown',
    confidence: 0,
    via: [{ product: 'haproxy', layer: 'proxy' }],
  })
})

test('a limit that is only tried out, or a request that waits, is no refusal', () => {
  const dryRun =
    '2026/01/02 12:00:00 [error] 31#31: *5 limiting requests, dry run, excess: 5.020 by zone "api", client: 203.0.113.9, server: _'
  const waits = '2026/01/02 12:00:00 [warn] 31#31: *5 delaying request, excess: 0.8, by zone "api", client: 203.0.113.9, server: _'

  expect([explainLogLine(dryRun)?.denial ?? null, explainLogLine(waits)?.denial ?? null]).toEqual([null, null])
})
