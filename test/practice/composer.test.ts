import { expect, test } from 'vitest'
import { importPageModule } from './import-page-module.ts'

const { hintsFor } = (await importPageModule('composer/hints-for.js')) as {
  hintsFor(...input: unknown[]): { title: string; fill: string }[]
}
const { sendTyped } = (await importPageModule('composer/send-typed.js')) as { sendTyped(...input: unknown[]): Promise<unknown> }

const around = {
  people: [
    { name: 'ada', realName: 'Ada' },
    { name: 'why403', realName: 'why403' },
  ],
  inThread: false,
}
const fillsFor = (text: string, more = {}) => hintsFor(text, { ...around, ...more }).map((hint) => hint.fill)

test('hints narrow down as one types', () => {
  expect(fillsFor('/').length).toBeGreaterThan(5)
  expect(fillsFor('/why403 l')).toEqual(['/why403 list'])
  expect(fillsFor('/why403 https://x.test')).toEqual([])
})

test('a name is completed where it stands', () => {
  expect(fillsFor('hello @wh')).toEqual(['hello @why403 '])
  expect(fillsFor('mail@ada')).toEqual([])
})

test('commands are no help in a thread', () => {
  expect(fillsFor('/why', { inThread: true })).toEqual([])
})

test.each([
  ['/why403 list', undefined, 'command'],
  ['/invite @why403', undefined, 'invite'],
  ['hello', undefined, 'say'],
  ['hello', '1.1', 'say'],
  ['/why403 list', '1.1', 'toast'],
  ['/giphy cat', undefined, 'toast'],
])('%s (thread %s) is a %s', async (typed, threadTs, expected) => {
  const done: string[] = []
  const powers = { deed: (kind: string) => done.push(kind), toast: () => done.push('toast') }

  await sendTyped(powers, { channel: { id: 'C1' }, threadTs, typed })

  expect(done).toEqual([expected])
})
