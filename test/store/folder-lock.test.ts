import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from '../../src/store/opening/folder-lock.ts'
import { processStart } from '../../src/store/opening/process-start.ts'
import { type Child, startChild } from './start-child.ts'

let dir: string
let children: Child[]
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'why403-lock-'))
  children = []
})
afterEach(async () => {
  for (const child of children) await child.kill()
  rmSync(dir, { recursive: true, force: true })
})

const lockFile = () => join(dir, 'why403.lock')
const hold = () => {
  const child = startChild('hold-folder.ts', [dir])
  children.push(child)
  return child
}

test('a folder that a living process holds is refused, with its pid and a way out', async () => {
  const child = hold()
  expect(await child.line()).toBe('held')

  const refusal = await lockFolder(dir).catch((error: unknown) => error)

  expect(refusal).toMatchObject({ code: 'store.locked', facts: { pid: child.process.pid } })
  expect((refusal as Error).message).toContain(String(child.process.pid))
  expect((refusal as Error).message).toContain('WHY403_DATA_DIR')
})

test('the lock of a process that was killed is taken over', async () => {
  const child = hold()
  await child.line()
  await child.kill()

  const lock = await lockFolder(dir)

  expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid })
  await lock.release()
  expect(readdirSync(dir)).toEqual([])
})

test('a pid that was given to another process since holds nothing', async () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, started: 'before the last boot', id: 'x' }))

  const lock = await lockFolder(dir)

  await lock.release()
})

test('a lock file that was cut off is taken over', async () => {
  writeFileSync(lockFile(), '{"pid":')

  await (await lockFolder(dir)).release()
})

test('this process cannot hold a folder twice, and can hold it again after it let go', async () => {
  const lock = await lockFolder(dir)

  await expect(lockFolder(dir)).rejects.toMatchObject({ code: 'store.locked' })
  await lock.release()
  await (await lockFolder(dir)).release()
})

test('of several processes that find a dead lock, one takes it', async () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: 2 ** 22 - 3, started: 'long ago', id: 'x' }))

  const words = await Promise.all([hold(), hold(), hold()].map((child) => child.line()))

  expect(words.toSorted()).toEqual(['held', 'store.locked', 'store.locked'])
})

test('a lock that is not ours any more is not removed', async () => {
  const lock = await lockFolder(dir)
  writeFileSync(lockFile(), 'somebody else')

  await lock.release()

  expect(readFileSync(lockFile(), 'utf8')).toBe('somebody else')
})

test('no process has the pid of nobody', () => {
  expect(processStart(2 ** 22 - 3)).toBeNull()
  expect(processStart(process.pid)).not.toBeNull()
})
