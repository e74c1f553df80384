import { expect, test } from 'vitest'
import { momentsOf, readLineTime, writerOffset } from '../../../src/checks/logs/lines/read-line-time.ts'

const NOW = Date.parse('2026-01-02T12:00:00Z')
const at = (iso: string) => Date.parse(iso)

test.each([
  [
    'nginx error',
    '2026/01/02 12:00:00 [error] 31#31: *5 x, request: "GET /a?d=2020-01-01T00:00:00Z HTTP/1.1"',
    '2026-01-02T12:00:00Z',
    false,
  ],
  ['common', '1.2.3.4 - - [02/Jan/2026:12:00:00 +0100] "GET / HTTP/1.1" 200', '2026-01-02T11:00:00Z', true],
  ['common inside syslog', 'Jan  2 12:00:05 edge nginx: 1.2.3.4 - - [02/Jan/2026:12:00:00 +0100] "GET /', '2026-01-02T11:00:00Z', true],
  ['syslog of last year', 'Dec 31 23:00:00 edge app: denied', '2025-12-31T23:00:00Z', false],
  ['syslog with a priority', '<134>Jan 12 12:00:00 a b: x', '2026-01-12T12:00:00Z', false],
  ['Apache error', '[Fri Jan 02 12:00:00.123456 2026] [a:error]', '2026-01-02T12:00:00.123Z', false],
  ['Squid', '1767355200.123 5 1.2.3.4 TCP_DENIED/403', '2026-01-02T12:00:00.123Z', true],
  ['pino', '{"level":30,"time":1767355200123}', '2026-01-02T12:00:00.123Z', true],
  ['zap', '{"level":"warn","ts":1767355200.5}', '2026-01-02T12:00:00.500Z', true],
  ['auditd', 'type=AVC msg=audit(1767355200.123:4): x', '2026-01-02T12:00:00.123Z', true],
  ['ISO with zone', '2026-01-02T12:00:00.5+02:00 x', '2026-01-02T10:00:00.500Z', true],
  ['Python', '2026-01-02 12:00:00,123 WARNING x', '2026-01-02T12:00:00.123Z', false],
  ['Tomcat', '02-Jan-2026 12:00:00.123 INFO [x] y', '2026-01-02T12:00:00.123Z', false],
])('reads the time of a line: %s', (_, line, iso, zoned) => {
  expect(readLineTime(line, NOW)).toEqual({ ms: at(iso), zoned })
})

test('a line without a time has none', () => {
  expect(readLineTime('java.lang.SecurityException: denied', NOW)).toBeUndefined()
  expect(momentsOf(undefined)).toEqual([])
})

test('the zone of a writer is known by its last line and the moment when the file was written', () => {
  const berlin = readLineTime('2026/01/02 13:00:00 [error] x', NOW)

  expect(writerOffset(berlin, NOW + 400)).toBe(3_600_000)
  expect(momentsOf(berlin, 3_600_000)).toEqual([NOW])
})

test('a last line that does not fit the moment of writing tells no zone', () => {
  const stale = readLineTime('2026/01/02 12:07:00 [error] x', NOW)

  expect(writerOffset(stale, NOW)).toBeUndefined()
})
