import { describe, expect, test } from 'vitest'
import { answersIn, explainInto, runExplain } from './run-explain.ts'

const entry = (status: number, text = '') => ({
  request: { method: 'GET', url: 'https://shop.example/', headers: [] },
  response: { status, headers: [], content: { text } },
})
const har = (...entries: unknown[]) => ({ log: { version: '1.2', pages: [{ id: 'a' }], entries } })
const json = async (input: string) => {
  const told = await runExplain(['--json'], input)
  return { status: told.status, answers: answersIn(told) }
}

describe.each([
  ['lines', (at: number) => `{"id":${at},"response":{"status":403}}\n`, '', ''],
  ['the entries of a HAR', (at: number) => `${at > 0 ? ',' : ''}${JSON.stringify(entry(403))}`, '{"log":{"entries":[\n', ']}}'],
  ['the members of a list', (at: number) => `${at > 0 ? ',' : ''}\n${JSON.stringify({ response: { status: 403 } })}`, '[', '\n]'],
  ['documents over several lines', () => `${JSON.stringify({ response: { status: 403 } }, null, 1)}\n`, '', ''],
  ['answers of curl', () => 'HTTP/1.1 403 Forbidden\nserver: a\n\nx\n', '', ''],
])('%s', (_, piece, before, after) => {
  test('are answered while the rest is still to come: none is kept', async () => {
    const COUNT = 3_000
    const told = { read: 0, answered: 0, furthest: 0 }
    async function* pieces() {
      yield before
      for (; told.read < COUNT; told.read += 1) {
        told.furthest = Math.max(told.furthest, told.read - told.answered)
        yield piece(told.read)
      }
      yield after
    }

    const out = (text: string) => {
      told.answered += text.split('\n').length - 1
    }
    const status = await explainInto(['--json'], { input: pieces(), out })

    expect({ status, answered: told.answered }).toEqual({ status: 0, answered: COUNT })
    expect(told.furthest).toBeLessThan(200)
  })
})

describe('JSON over several lines', () => {
  test('a HAR tells the line of each entry, and one that is no entry is answered in its place', async () => {
    const { status, answers } = await json(JSON.stringify(har(entry(403), { request: {} }, entry(401)), null, 1))

    expect(status).toBe(2)
    expect(answers).toMatchObject([
      { verdict: 'denied' },
      { line: 24, error: { found: expect.stringContaining('log.entries[1].request.method') } },
      { verdict: 'not-authenticated' },
    ])
  })

  test('a HAR that breaks off answers what was whole, then says where it ended', async () => {
    const whole = JSON.stringify(har(entry(403), entry(401)), null, 1)
    const { status, answers } = await json(whole.slice(0, whole.lastIndexOf('401')))

    expect(status).toBe(2)
    expect(answers).toMatchObject([{ verdict: 'denied' }, { error: { found: 'the end of the text behind member 1 of log.entries' } }])
  })

  test('text that is no JSON ends it, with the line', async () => {
    const { answers } = await json('[\n{"response":{"status":403}},\n{"response":oops}\n]')

    expect(answers).toMatchObject([
      { verdict: 'denied' },
      { line: 3, error: { found: 'text that is no JSON behind member 1 of the list' } },
    ])
  })

  test.each([
    ['a HAR without entries', JSON.stringify(har(), null, 1)],
    ['a HAR without entries', JSON.stringify(har())],
    ['an empty list', '[\n]'],
    ['an empty list', '[]'],
  ])('%s is told, since nothing else would be (%j)', async (found, text) => {
    expect(await json(text)).toMatchObject({ status: 2, answers: [{ error: { found } }] })
  })

  test('documents in a row, as jq prints them, are answered each', async () => {
    const documents = [{ id: 1, response: { status: 403 } }, { id: 2 }, { id: 3, response: { status: 401 } }]

    expect((await json(documents.map((each) => JSON.stringify(each, null, 2)).join('\n'))).answers).toMatchObject([
      { id: 1, verdict: 'denied' },
      { line: 7, error: { found: expect.stringContaining('response') } },
      { id: 3, verdict: 'not-authenticated' },
    ])
  })

  test('JSON nested deeper than any exchange is refused, not followed', async () => {
    const deep = `[\n{"response":{"status":403,"body":${'['.repeat(100_000)}${']'.repeat(100_000)}}}\n]`

    expect(await json(deep)).toMatchObject({ status: 2, answers: [{ line: 2, error: { found: 'JSON nested deeper than 500 levels' } }] })
    expect(await json(deep.replaceAll('\n', ''))).toMatchObject({ status: 2 })
  })

  test('a HAR in one long line is streamed like any other', async () => {
    const long = har(...Array.from({ length: 40 }, () => entry(403, 'x'.repeat(50_000))))

    expect((await json(JSON.stringify(long))).answers).toHaveLength(40)
  })
})
