import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainLogLine } from '../../../src/denial/log-lines/explain-log-line.ts'
import { GENERAL_FORMATS, LOG_FORMATS } from '../../../src/denial/log-lines/log-format-registry.ts'
import { LogReading } from '../../../src/denial/log-lines/log-reading.ts'

const LINES = [...LOG_FORMATS, ...GENERAL_FORMATS].flatMap(({ examples }) => examples.map(({ line }) => line))
const aLine = fc.constantFrom(...LINES)
const anyText = fc.string({ unit: 'binary', maxLength: 300 })

const damaged = fc.tuple(aLine, fc.nat(), fc.nat(), anyText).map(([line, from, length, text]) => {
  const start = from % line.length
  return `${line.slice(0, start)}${text}${line.slice(start + (length % 40))}`
})
const joined = fc
  .tuple(aLine, aLine, fc.nat(), fc.nat())
  .map(([one, other, a, b]) => one.slice(0, a % one.length) + other.slice(b % other.length))
const anyRecord = fc.json().map((json) => `{"message":${JSON.stringify(json)},"status":${json.length % 600},"response":${json}}`)

test('whatever the bytes, a line gives a reading by its schema or nothing, and the same each time', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, damaged, joined, fc.json(), anyRecord), anyText, (line, fields) => {
      const reading = explainLogLine(line, { fields })

      if (reading !== null) expect(LogReading.parse(reading)).toEqual(reading)
      expect(explainLogLine(line, { fields })).toEqual(reading)
    }),
    { numRuns: 2_000 },
  )
})

test('a line that was cut off anywhere is read as far as it goes, and never as allowed when it was refused', () => {
  fc.assert(
    fc.property(aLine, fc.nat(), (line, at) => {
      const whole = explainLogLine(line)
      const cut = explainLogLine(line.slice(0, at % line.length))

      if (whole?.denial) expect(cut?.denial ?? cut?.verdict ?? 'nothing').not.toBe('allowed')
    }),
    { numRuns: 2_000 },
  )
})

describe('a line of a megabyte is read', () => {
  test.each(LINES.slice(0, 20))('%s', (line) => {
    const long = `${line}${' padding="x",'.repeat(80_000)}`

    expect(() => explainLogLine(long)).not.toThrow()
  })
})

test.each([
  '',
  ' ',
  '\u0000\u0001',
  'started',
  'GET / soon',
  '# a comment',
  '2026-01-02T12:00:00Z INFO ready in 12 ms',
  '{"level":"info","msg":"listening"}',
  '[1,2]',
  'INFO: Permission cache rebuilt in 403 ms',
  '2026-01-02T12:00:00Z INFO granted permission orders:read to alice',
  '[INFO] CSRF protection enabled',
  'level=info msg="rate limit configured" limit=100',
  'INFO Token expired for session 7, refreshing',
  '{}',
])('a line that tells of no refusal and no request tells nothing: %j', (line) => {
  expect(explainLogLine(line)).toBeNull()
})
