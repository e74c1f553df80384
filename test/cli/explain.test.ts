import { describe, expect, test } from 'vitest'
import { answersIn, explainInto, runExplain } from './run-explain.ts'

const json = async (args: string[], input?: string) => answersIn(await runExplain([...args, '--json'], input))

describe('explain reads every form of a response', () => {
  test('the output of curl -i', async () => {
    expect(await json(['fixtures/curl-i.txt'])).toEqual([
      expect.objectContaining({ verdict: 'denied', layer: 'web-server', product: 'nginx' }),
    ])
  })

  test('the output of curl -v, where the last answer counts and the redirect before it is its way', async () => {
    const [answer] = await json(['fixtures/curl-v.txt'])

    expect(answer).toMatchObject({ verdict: 'denied', cause: 'api-scope', rule: 'orders:write' })
    expect(JSON.stringify(answer)).not.toContain('abcdefgh12345678')
  })

  test('a HAR, each entry in its place', async () => {
    const { status, ...told } = await runExplain(['fixtures/session.har', '--json'])

    expect(status).toBe(2)
    expect(answersIn({ status, ...told })).toMatchObject([
      { verdict: 'allowed' },
      { verdict: 'denied', product: 'cloudflare', rule: '1020' },
      { error: { found: expect.stringContaining('log.entries[2]'), expected: expect.stringContaining('HAR') } },
      { verdict: 'unreachable' },
    ])
  })

  test.each([
    ['an object of strings', { 'X-Sucuri-Block': 'XSS101' }],
    ['an object of lists', { 'x-sucuri-block': ['XSS101'] }],
    ['a list of name and value', [{ name: 'X-SUCURI-BLOCK', value: 'XSS101' }]],
  ])('JSON whose headers are %s', async (_, headers) => {
    expect(await json(['-'], JSON.stringify({ response: { status: 403, headers, body: '' } }))).toMatchObject([
      { product: 'sucuri', rule: 'XSS101' },
    ])
  })

  test('JSON over several lines, and a body that is JSON itself', async () => {
    const document = JSON.stringify(
      { id: 'x', response: { status: 403, body: { error: 'feature_disabled', feature: 'exports' } } },
      null,
      2,
    )

    expect(await json(['-'], document)).toMatchObject([{ id: 'x', cause: 'feature-gate', rule: 'exports' }])
  })

  test('a list of exchanges', async () => {
    expect(await json(['-'], '[{"response":{"status":403}},{"response":{"status":401}}]')).toMatchObject([
      { verdict: 'denied' },
      { verdict: 'not-authenticated' },
    ])
  })

  test('standard input when no file is named', async () => {
    expect(await json([], 'HTTP/1.1 429 Too Many Requests\n\n')).toMatchObject([{ verdict: 'rate-limited' }])
  })

  test('a pasted answer without the empty line before its body', async () => {
    expect(await json([], 'HTTP/1.1 403 Forbidden\nServer: envoy\nRBAC: access denied')).toMatchObject([{ verdict: 'denied' }])
  })

  test("a proxy's answer to CONNECT and interim answers are not the answer", async () => {
    const text =
      'HTTP/1.1 200 Connection established\n\nHTTP/1.1 100 Continue\n\nHTTP/1.1 403 Forbidden\nserver: envoy\n\nRBAC: access denied\n'

    expect(await json([], text)).toMatchObject([{ verdict: 'denied', product: 'envoy' }])
  })

  test('an attempt of curl that got no answer', async () => {
    const text =
      '* Trying 192.0.2.1:80...\n> GET / HTTP/1.1\n> Host: api.example\n* connect to 192.0.2.1 port 80 failed: Connection refused\n'

    expect(await json([], text)).toMatchObject([{ verdict: 'unreachable' }])
  })
})

describe('what cannot be read is answered in its place', () => {
  test('each line of JSONL has its answer, in order, and the status is 2 at the end', async () => {
    const told = await runExplain(['fixtures/mixed.jsonl', '--json'])

    expect(told.status).toBe(2)
    expect(answersIn(told)).toMatchObject([
      { id: 'a', product: 'envoy' },
      { line: 2, error: { found: 'response.status: a string', expected: 'a whole number from 100 to 999' } },
      { id: 'c', verdict: 'allowed' },
      { line: 5, error: { expected: 'a JSON object in one line' } },
      { line: 6, error: { found: 'the line: 1' } },
      { line: 7, error: { found: expect.stringMatching(/^response\.headers/) } },
      { id: 7, verdict: 'rate-limited' },
    ])
    expect(told.out).not.toContain('s3cr3t')
  })

  test('an unknown answer is an answer: the status is 0', async () => {
    const { status, ...told } = await runExplain(['--json'], '{"response":{"status":403}}')

    expect(status).toBe(0)
    expect(answersIn({ status, ...told })).toMatchObject([{ product: 'unknown', cause: 'unknown' }])
  })

  test.each([
    ['nothing', ''],
    ['a text of another kind', 'Hello\nthere\n'],
    ['white space', ' \n\n'],
    ['a number', '7'],
    ['bytes', '\u0000\u0001\ufffd'],
  ])('%s is a mistake that says what was expected', async (_, input) => {
    const { status, ...told } = await runExplain(['--json'], input)

    expect(status).toBe(2)
    expect(answersIn({ status, ...told })).toEqual([{ line: 1, error: { found: expect.any(String), expected: expect.any(String) } }])
  })

  test('for people it goes to standard error with file and line', async () => {
    const { status, out, err } = await runExplain(['fixtures/mixed.jsonl'])

    expect(status).toBe(2)
    expect(err.split('\n')[0]).toMatch(/^fixtures\/mixed\.jsonl:2: found .+, expected .+/)
    expect(out).toContain('envoy')
  })

  test('a file that is not there, a folder, two files, an unknown option: one line each, no stack trace', async () => {
    const mistakes = await Promise.all([['none.txt'], ['fixtures'], ['a', 'b'], ['--yaml']].map((args) => runExplain(args)))

    expect(mistakes.map(({ status }) => status)).toEqual([2, 2, 2, 2])
    expect(mistakes.map(({ err }) => err.split('\n')[0])).toEqual([
      expect.stringContaining('none.txt: there is no such file'),
      expect.stringContaining('fixtures: it is a directory'),
      expect.stringContaining('expected one'),
      expect.stringContaining('--yaml'),
    ])
    expect(mistakes.map(({ err }) => err).join('')).not.toMatch(/^ +at /m)
  })
})

describe('for people', () => {
  test('the answer says who, why, by which rule and what proves it', async () => {
    const { status, out } = await runExplain(['fixtures/curl-v.txt'])

    expect(status).toBe(0)
    expect(out).toContain('403 Forbidden  POST https://api.example/orders')
    expect(out).toMatch(/why +API scope/)
    expect(out).toMatch(/rule +orders:write/)
    expect(out).toMatch(/because +\S/)
    expect(out).toContain('header www-authenticate: “')
    expect(out).toMatch(/next +\S/)
    expect(out.split('\n').length).toBeLessThan(14)
  })

  test('a stranger can neither colour nor move the cursor', async () => {
    const line = JSON.stringify({ response: { status: 403, headers: {}, body: 'csrf \u001b[2J\u001b[31m \u202e invalid' } })

    const { out } = await runExplain([], line)

    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  })

  test('a query string is not shown with its secrets', async () => {
    const line = JSON.stringify({
      request: { url: 'https://api.example/f?access_token=abcdef0123456789abcdef' },
      response: { status: 403 },
    })

    expect((await runExplain([], line)).out).not.toContain('abcdef0123456789')
  })

  test('--help tells the forms, the exit statuses and two examples', async () => {
    const { status, out } = await runExplain(['--help'])

    expect(status).toBe(0)
    expect(out).toMatch(/^Usage: why403 explain/)
    expect(out).toContain('Exit status')
  })
})

test('ten thousand lines stream through: each is answered before many more are read', async () => {
  const COUNT = 10_000
  let read = 0
  let answered = 0
  let furthest = 0
  async function* lines() {
    for (; read < COUNT; read += 1) {
      furthest = Math.max(furthest, read - answered)
      yield '{"response":{"status":403,"body":"x"}}\n'
    }
  }

  const out = () => {
    answered += 1
  }
  const status = await explainInto(['--json'], { input: lines(), out })

  expect({ status, answered }).toEqual({ status: 0, answered: COUNT })
  expect(furthest).toBeLessThan(200)
})

test('a long line of digits is read without delay in every form', async () => {
  const digits = '0'.repeat(60_000)

  expect(await json([], `HTTP/1.1 403 Forbidden\n\n${digits}\n`)).toMatchObject([{ verdict: 'denied' }])
  expect(await json([], JSON.stringify({ response: { status: 403, body: `{"a":1,"b"${' '.repeat(60_000)}x` } }))).toMatchObject([
    { verdict: 'denied' },
  ])
})
