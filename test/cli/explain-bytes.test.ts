import { Writable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/cli/explain.ts'
import { answersIn, runExplain } from './run-explain.ts'

const ANSWER = 'HTTP/1.1 403 Forbidden\r\nserver: envoy\r\n\r\nRBAC: access denied é漢\r\n'
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('the same answer in any encoding', () => {
  test.each([
    ['UTF-8', Buffer.from(ANSWER)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${ANSWER}`)],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${ANSWER}`, 'utf16le')],
    ['UTF-16 of the other order', bigEndian(`\uFEFF${ANSWER}`)],
    ['UTF-16 without a mark', Buffer.from(ANSWER, 'utf16le')],
    ['UTF-16 of the other order without a mark', bigEndian(ANSWER)],
  ])('%s, whole or byte by byte', async (_, bytes) => {
    async function* drops() {
      for (const byte of bytes) yield Uint8Array.of(byte)
    }

    for (const input of [bytes, drops()]) {
      expect(answersIn(await runExplain(['--json'], input))).toMatchObject([{ product: 'envoy' }])
    }
  })

  test('bytes that are no characters cost no more than themselves', async () => {
    const bytes = Buffer.concat([
      Buffer.from('HTTP/1.1 403 Forbidden\n\nRBAC: '),
      Buffer.of(0xff, 0xc3, 0x28),
      Buffer.from('\nRBAC: access denied'),
    ])

    expect(answersIn(await runExplain(['--json'], bytes))).toMatchObject([{ product: 'envoy' }])
  })

  test('what is packed is told apart from what is no text', async () => {
    const [gzip, noise] = await Promise.all(
      [Buffer.of(0x1f, 0x8b, 8, 0, 0, 0), Buffer.of(0x89, 0, 1, 2, 3, 4)].map((bytes) => runExplain(['--json'], bytes)),
    )

    expect(gzip?.out).toContain('gzip: unpack it first')
    expect(noise?.out).toContain('bytes that are no text')
  })
})

const anyInput = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.json().map((text) => Buffer.from(text)),
  fc
    .array(
      fc.constantFrom(
        'HTTP/1.1 403 Forbidden',
        '> GET / HTTP/1.1',
        '< HTTP/2 401',
        '* Trying',
        'server: x',
        '',
        '{"response":{"status":403}}',
        '[',
        '{"log":{"entries":[',
        '{',
        ']',
        '}',
        '"',
      ),
      { maxLength: 12 },
    )
    .chain((lines) => fc.constantFrom('\n', '\r\n', '').map((end) => Buffer.from(lines.join(end)))),
)

test('whatever the bytes and however they are cut, each line of output is an answer and the status is 0 or 2', async () => {
  await fc.assert(
    fc.asyncProperty(anyInput, fc.integer({ min: 1, max: 40 }), async (bytes, size) => {
      async function* pieces() {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
      }
      const [whole, cut] = [await runExplain(['--json'], bytes), await runExplain(['--json'], pieces())]

      expect([0, 2]).toContain(whole.status)
      expect(whole.status === 2).toBe(answersIn(whole).some((answer) => 'error' in answer))
      expect(answersIn(whole).length).toBeGreaterThan(0)
      expect(cut).toEqual(whole)
    }),
    { numRuns: 400 },
  )
})

test('a reader that goes away ends the work: status 0, nothing said', async () => {
  const err: string[] = []
  const gone = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    },
  })
  gone.on('error', () => {})
  async function* endless() {
    for (;;) yield Buffer.from('{"response":{"status":403}}\n'.repeat(2_000))
  }

  const status = await explain(['--json'], {
    stdin: (await import('node:stream')).Readable.from(endless()),
    stdout: gone,
    stderr: new Writable({ write: (chunk, _, done) => done(void err.push(String(chunk)) as undefined) }),
    isTty: false,
    cwd: '/',
    env: {},
    now: () => new Date(0),
  })

  expect({ status, err }).toEqual({ status: 0, err: [] })
})
