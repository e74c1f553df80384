import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, renameSync, symlinkSync, truncateSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { fitsPattern, isRotatedName } from '../../../src/checks/logs/files/find-log-files.ts'
import { readingOf } from '../../../src/checks/logs/lines/log-line.ts'
import { createFileStore } from '../../../src/checks/logs/stores/file-store.ts'
import { wantedOf } from '../../../src/checks/logs/wanted/wanted.ts'
import { fakeContext } from '../fake-context.ts'
import { refusedExchange, SENT_AT } from './refused-exchange.ts'
import { temporaryFolder } from './temporary-folder.ts'

const WANTED = wantedOf(fakeContext({ name: '', input: {}, finding: {}, exchanges: [refusedExchange()] }), 30)
const line = (n: number | string, path = '/orders') => `127.0.0.1 - - [01/Jan/2026:11:59:50 +0000] "GET ${path} HTTP/1.1" 403 ${n} "-" "-"`
const texts = async (file: string) => (await createFileStore({ file }).look(WANTED)).lines.map(({ text }) => text)
const at = (path: string, iso: string) => utimesSync(path, new Date(iso), new Date(iso))

test.each([
  ['a file that is not there', 'missing.log', 'there is no such file'],
  ['a folder', 'folder', 'it is a folder: name the file in it'],
  ['a pattern that nothing fits', 'none-*.log', 'no file fits this pattern'],
  ['a pipe, which would never end', 'pipe', 'it is a pipe or a device'],
  ['a device', '/dev/zero', 'it is a pipe or a device'],
  ['a link in a circle', 'circle', 'links lead in a circle'],
])('%s is told with its reason', async (_, name, why) => {
  using folder = temporaryFolder()
  mkdirSync(join(folder.path, 'folder'))
  execFileSync('mkfifo', [join(folder.path, 'pipe')])
  symlinkSync('circle', join(folder.path, 'circle'))

  const look = createFileStore({ file: name.startsWith('/') ? name : join(folder.path, name) }).look(WANTED)

  await expect(look).rejects.toThrow(why)
})

test.skipIf(process.getuid?.() === 0)('a file that we may not read is told as that', async () => {
  using folder = temporaryFolder()
  const file = folder.write('secret.log', line(1))
  chmodSync(file, 0)

  await expect(createFileStore({ file }).look(WANTED)).rejects.toThrow('permission denied')
})

test('a symbolic link is followed', async () => {
  using folder = temporaryFolder()
  folder.write('real.log', `${line(1)}\n`)
  symlinkSync('real.log', join(folder.path, 'link.log'))

  expect(await texts(join(folder.path, 'link.log'))).toEqual([line(1)])
})

test('what a server says over several lines is one line, so that its reason and its path are seen together', async () => {
  using folder = temporaryFolder()
  const said = ['203) -- : Permission denied', '206) Path         : /srv/orders', '208) URI          : /orders']
  const lines = said.map((text) => `2026-01-01 11:59:50: (response.c.${text}`)
  const file = folder.write('error.log', `${lines.join('\n')}\n`)

  expect(await texts(file)).toEqual([lines.join('\n')])
})

test('`*` means every file that fits, and rotated and compressed neighbours that were written to lately are read as well', async () => {
  using folder = temporaryFolder()
  folder.write('a.log', `${line('a')}\n`)
  folder.write('b.log', `${line('b')}\n`)
  folder.write('a.log.1', `${line('a1')}\n`)
  folder.write('a.log.2.gz', gzipSync(`${line('a2')}\n`))
  at(folder.write('b.log.1', `${line('b1')}\n`), '2025-12-31T00:00:00Z')
  folder.write('c.txt', `${line('c')}\n`)

  expect((await texts(join(folder.path, '*.log'))).toSorted()).toEqual(['a', 'a1', 'a2', 'b'].map((n) => line(n)))
})

test('a neighbour that cannot be unpacked is told, and the file itself is read', async () => {
  using folder = temporaryFolder()
  const file = folder.write('a.log', `${line('a')}\n`)
  folder.write('a.log.1.gz', 'this is no gzip')

  const look = await createFileStore({ file }).look(WANTED)

  expect(look.lines.map(({ text }) => text)).toEqual([line('a')])
  expect(look.unread).toMatchObject([{ part: 'a.log.1.gz' }])
})

test('a file that is renamed and begun anew between two looks loses no line and gives none twice', async () => {
  using folder = temporaryFolder()
  const file = folder.write('a.log', `${line(1)}\n`)
  const store = createFileStore({ file })
  const seen = [...(await store.look(WANTED)).lines]
  appendFileSync(file, `${line(2)}\n`)
  renameSync(file, `${file}.1`)
  folder.write('a.log', `${line(3)}\n`)
  seen.push(...(await store.look(WANTED)).lines)

  expect(seen.map(({ text }) => text).toSorted()).toEqual([1, 2, 3].map((n) => line(n)))
})

test('a file that is truncated between two looks is read from its beginning', async () => {
  using folder = temporaryFolder()
  const file = folder.write('a.log', `${line(1)}\n${line(2)}\n`)
  const store = createFileStore({ file })
  await store.look(WANTED)
  truncateSync(file)
  appendFileSync(file, `${line(3)}\n`)

  expect((await store.look(WANTED)).lines.map(({ text }) => text)).toEqual([line(3)])
})

test('lines of another time and another path are not kept', async () => {
  using folder = temporaryFolder()
  const old = line(9).replace('11:59:50', '08:00:00')
  const file = folder.write('a.log', `${old}\n${line(1)}\n`)

  expect(await texts(file)).toEqual([line(1)])
})

test('a log in another zone that names none is read by the moment when it was written', async () => {
  using folder = temporaryFolder()
  const local =
    '2026/01/01 17:29:50 [error] 1#1: *5 access forbidden by rule, client: 127.0.0.1, server: _, request: "GET /orders HTTP/1.1"'
  const file = folder.write('error.log', `${local}\n`)
  at(file, SENT_AT)

  const { lines } = await createFileStore({ file }).look(WANTED)

  expect(lines.map(({ times }) => times)).toEqual([[Date.parse(SENT_AT)]])
})

test('a W3C log is read by the directive at its beginning', async () => {
  using folder = temporaryFolder()
  const head = '#Software: IIS\r\n#Fields: date time cs-method cs-uri-stem sc-status sc-substatus c-ip\r\n'
  const file = folder.write('u_ex260101.log', `${head}2026-01-01 11:59:50 GET /orders 403 14 127.0.0.1\r\n`)

  const [found] = (await createFileStore({ file }).look(WANTED)).lines

  expect(found && readingOf(found)).toMatchObject({ format: 'iis-w3c', status: 403, path: '/orders' })
})

test.each([
  ['access.log', 'access.log.1', true],
  ['access.log', 'access.log-20260102', true],
  ['access.log', 'access.log-20260102.gz', true],
  ['access.log', 'access-2026-01-02.log', true],
  ['access.log', 'access.1.log.gz', true],
  ['catalina.out', 'catalina.out.2026-01-02', true],
  ['access.log', 'access.log.bak', false],
  ['access.log', 'other-access.log.1', false],
  ['access.log', 'accessXlog.1', false],
  ['log', 'log.3', true],
])('of %s, %s is a rotation: %s', (base, name, expected) => {
  expect(isRotatedName(name, base)).toBe(expected)
})

test('a pattern is no regular expression', () => {
  expect(fitsPattern('a.b.log', 'a*.log')).toBe(true)
  expect(fitsPattern('axlog', 'a.log')).toBe(false)
  expect(fitsPattern('(x.log', '(*.log')).toBe(true)
})

test('a named file is labelled with its file, so that the silence of an error log can be told', () => {
  expect(createFileStore({ file: '/var/log/nginx/error.log', name: 'edge' })).toMatchObject({ name: 'edge', label: 'edge (error.log)' })
  expect(createFileStore({ file: '/var/log/nginx/error.log' })).toMatchObject({ label: '/var/log/nginx/error.log' })
})
