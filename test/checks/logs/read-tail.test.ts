import { type FileHandle, open } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTail } from '../../../src/checks/logs/files/read-tail.ts'
import { temporaryFolder } from './temporary-folder.ts'

const MIB = 1024 * 1024

async function tailOf(path: string, wish: { from?: number; maxBytes?: number; isOld?: (text: string) => boolean } = {}) {
  await using handle = await open(path)
  const { size } = await (handle as FileHandle).stat()
  return await readTail({ handle, size, from: 0, maxBytes: 8 * MIB, isOld: () => false, ...wish })
}

test('all lines are read in written order, whatever their length and the chunks they lie in', async () => {
  using folder = temporaryFolder()
  const line = fc.string({ unit: fc.constantFrom('a', 'é', '漢', ' x'), minLength: 1, maxLength: 30_000 }).map((text) => `|${text}`)
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.boolean(), async (lines, ended) => {
      const path = folder.write('any.log', lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''))

      const tail = await tailOf(path)

      const kept = lines.map((each) => Buffer.from(each).subarray(0, 65_536).toString())
      expect(tail.lines.map(({ text }) => text)).toEqual(kept)
    }),
    { numRuns: 40 },
  )
})

test('of a file of a gibibyte only the last bytes are read, up to the limit', async () => {
  using folder = temporaryFolder()
  const path = folder.write('huge.log', '')
  {
    await using handle = await open(path, 'r+')
    await handle.truncate(1024 * MIB)
    await handle.write(Buffer.from('\nlast but one\nlast\n'), 0, null, 1024 * MIB)
  }

  const tail = await tailOf(path, { maxBytes: 2 * MIB })

  expect(tail.lines.slice(-2).map(({ text }) => text)).toEqual(['last but one', 'last'])
  expect(tail.bytesRead).toBeLessThanOrEqual(2 * MIB)
})

test('reading stops where lines are old', async () => {
  using folder = temporaryFolder()
  const path = folder.write('long.log', `${'old line of sixteen\n'.repeat(200_000)}${'new line\n'.repeat(3)}`)

  const tail = await tailOf(path, { isOld: (text) => text.startsWith('old') })

  expect(tail.lines.slice(-3).map(({ text }) => text)).toEqual(['new line', 'new line', 'new line'])
  expect(tail.bytesRead).toBe(64 * 1024)
})

test('the next look goes on behind the last whole line', async () => {
  using folder = temporaryFolder()
  const path = folder.write('growing.log', 'one\ntwo\nthr')
  const first = await tailOf(path)
  folder.write('growing.log', 'one\ntwo\nthree\nfour\n')

  const second = await tailOf(path, { from: first.end })

  expect(first.lines.map(({ text }) => text)).toEqual(['one', 'two', 'thr'])
  expect(second.lines.map(({ text }) => text)).toEqual(['three', 'four'])
  expect(second.lines[0]?.key).toBe(first.lines[2]?.key)
})

test('a line of several megabytes is cut, and the lines around it stay whole', async () => {
  using folder = temporaryFolder()
  const path = folder.write('wide.log', `before\nstart ${'x'.repeat(3 * MIB)}\nafter\n`)

  const { lines } = await tailOf(path)

  expect(lines.map(({ text }) => text.slice(0, 6))).toEqual(['before', 'start ', 'after'])
  expect(lines[1]?.text.length).toBe(65_536)
})

test.each([
  ['utf16le', 'utf-16 of Windows', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['utf16be', 'utf-16, the other way round', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['utf8', 'utf-8 with its mark', (text: string) => Buffer.from(`\ufeff${text}`)],
] as const)('encoding by the mark at the beginning: %s', async (_, __, encode) => {
  using folder = temporaryFolder()
  const path = folder.write('marked.log', encode('erste Zeile ß\r\nzweite Zeile 漢\r\n'))

  expect((await tailOf(path)).lines.map(({ text }) => text)).toEqual(['erste Zeile ß', 'zweite Zeile 漢'])
})

test('bytes that are no text, and the zeros of a truncated file, do no harm', async () => {
  using folder = temporaryFolder()
  const path = folder.write('odd.log', Buffer.concat([Buffer.alloc(200_000), Buffer.from('GET /\xff\xfe 403\nnext\n', 'latin1')]))

  expect((await tailOf(path)).lines.at(-2)?.text).toContain('403')
})
