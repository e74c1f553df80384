import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keepState, readKeptState } from '../../src/practice/keep-state.ts'
import { createSlackStandIn } from '../../src/practice/slack-stand-in.ts'

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'why403-practice-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'deep', 'practice.json')
}

test('after a restart the channel is as it was', async () => {
  const file = await openFolder()
  const before = createSlackStandIn({ signingSecret: 's', botToken: 't' })
  const keeper = keepState(before.workspace, file)
  before.say('ada', 'incidents', 'still here')
  await keeper.close()

  const state = await readKeptState(file)
  const after = createSlackStandIn({ signingSecret: 's', botToken: 't', ...(state ? { state } : {}) })

  expect(after.messages()).toEqual(before.messages())
  expect(await readdir(join(file, '..'))).toEqual(['practice.json'])
})

test('what was waited for outlives a crash: nothing is closed', async () => {
  const file = await openFolder()
  const before = createSlackStandIn({ signingSecret: 's', botToken: 't' })
  const keeper = keepState(before.workspace, file)
  onTestFinished(() => keeper.close())

  before.say('ada', 'incidents', 'first')
  const first = keeper.kept()
  before.say('ada', 'incidents', 'second, while the first is being written')
  await Promise.all([first, keeper.kept()])

  const state = await readKeptState(file)
  const after = createSlackStandIn({ signingSecret: 's', botToken: 't', ...(state ? { state } : {}) })
  expect(after.messages()).toEqual(before.messages())
})

test('a broken or foreign file is as good as none', async () => {
  const file = await openFolder()
  expect(await readKeptState(file)).toBeUndefined()
  const flat = join(file, '..', '..', 'flat.json')
  for (const text of ['{"format":', '{"format":99,"state":{}}', '[]', 'null']) {
    await writeFile(flat, text)
    expect(await readKeptState(flat)).toBeUndefined()
  }
})
