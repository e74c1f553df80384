import { describe, expect, test } from 'vitest'
import { explainLogLine } from '../../../src/denial/log-lines/explain-log-line.ts'
import type { LogExample } from '../../../src/denial/log-lines/log-format.ts'
import { GENERAL_FORMATS, LOG_FORMATS } from '../../../src/denial/log-lines/log-format-registry.ts'
import { LogReading } from '../../../src/denial/log-lines/log-reading.ts'

const FORMATS = [...LOG_FORMATS, ...GENERAL_FORMATS]
const EXAMPLES = FORMATS.flatMap((format) =>
  format.examples.map((example, at) => ({ name: `${format.id}, example ${at + 1}`, format, example })),
)

describe('every example of a log format is read as what it claims', () => {
  test.each(EXAMPLES)('$name', ({ format, example }) => {
    const reading = explainLogLine(example.line, { fields: example.fields })

    expect(LogReading.parse(reading)).toEqual(reading)
    expect(reading?.format).toBe(format.id)
    expect(reading).toMatchObject(factsOf(example))
    if (example.denial === null) expect(reading?.denial).toBeNull()
    else expect(reading?.denial).toMatchObject(denialOf(example))
    if (example.reference) expect(reading?.references.map(({ value }) => value)).toContain(example.reference)
    if (example.iso) expect(reading?.when?.iso).toBe(example.iso)
  })
})

test('every format has an id of its own, a source and an example that is no refusal or names its reason', () => {
  const ids = FORMATS.map(({ id }) => id)

  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  expect(FORMATS.filter(({ source }) => !source.startsWith('https://') && source !== 'the signatures of answers')).toEqual([])
  expect(FORMATS.filter(({ examples }) => examples.length === 0)).toEqual([])
})

test('every refusal says what it means and quotes words of the line', () => {
  const denials = EXAMPLES.flatMap(({ example }) => explainLogLine(example.line, { fields: example.fields })?.denial ?? [])

  expect(denials.length).toBeGreaterThan(80)
  expect(denials.filter(({ means, text }) => means.length < 12 || text.length === 0)).toEqual([])
})

function factsOf({ verdict, status, method, path, client }: LogExample) {
  return {
    ...(verdict && { verdict }),
    ...(status && { status }),
    ...(method && { method }),
    ...(path && { path }),
    ...(client && { client }),
  }
}

function denialOf({ cause, rule, product, layer }: LogExample) {
  return { ...(cause && { cause }), ...(rule && { rule }), ...(product && { product }), ...(layer && { layer }) }
}
