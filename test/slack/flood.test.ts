import { afterAll, beforeAll, expect, test } from 'vitest'
import { listIncidents } from '../../src/store/incidents/list-incidents.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

const COMMANDS = 200

let world: World
beforeAll(async () => {
  world = await openSlackWorld({ walks: false, standIn: { rateTiers: true } })
})
afterAll(() => world.close())

test('two hundred commands at once are each answered in time, and open just what their answers say', async () => {
  const { slack, powers } = world
  const urls = Array.from({ length: COMMANDS }, (_, index) => `${URL_OK}/${index}`)

  const answers = await Promise.all(urls.map((url, index) => slack.command(index % 2 ? 'ada' : 'grace', 'incidents', `/why403 ${url}`)))

  const told = answers.map((one) => (one.outcome === 'answered' && one.status === 200 ? one.body : one.outcome))
  const isGood = (body: string) => /INC-\d+ is open|Working on it|nothing was started/.test(body)
  expect(told.filter((body) => !isGood(body))).toEqual([])
  const promised = urls.filter((_, index) => !told[index]?.includes('nothing was started'))
  const opened = async () => (await listIncidents(powers.store.db, { limit: COMMANDS + 1 })).map(({ url }) => url).sort()
  await expect.poll(opened, { timeout: 60_000 }).toEqual(promised.toSorted())
}, 120_000)
