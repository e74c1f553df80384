import { expect, test } from 'vitest'
import { createAvailabilityLog } from '../../src/slack/calls/availability-log.ts'
import { testDeps } from '../store/test-deps.ts'
import { lookAt } from './look-at.ts'
import { openSlackWorld, URL_OK } from './slack-world.ts'

function logOverTime() {
  let nowMs = 1_000_000
  const deps = { ...testDeps(), now: () => new Date(nowMs) }
  return { lines: deps.lines, log: createAvailabilityLog(deps), pass: (ms: number) => (nowMs += ms) }
}
const FAILED = { method: 'chat.update', error: 'http_503' }

test('a minute without Slack is one warning when it begins and one line when it is over', () => {
  const { lines, log, pass } = logOverTime()

  log.answered()
  for (let call = 0; call < 60; call++) {
    log.failed(FAILED)
    pass(1_000)
  }
  log.answered()
  log.answered()

  expect(lines).toMatchObject([
    { level: 'warn', facts: FAILED },
    { level: 'info', facts: { awayMs: 60_000, failed: 60 } },
  ])
})

test('a Slack that flickers is told of once a minute', () => {
  const { lines, log, pass } = logOverTime()

  for (let call = 0; call < 119; call++) {
    log.failed(FAILED)
    log.answered()
    pass(1_000)
  }

  expect(lines.map(({ level }) => level)).toEqual(['warn', 'info', 'warn', 'info'])
})

test('calls that Slack does not answer are told, with their method', async () => {
  const world = await openSlackWorld({ walks: false })
  const { slack, deps } = world
  const { cardOf } = lookAt(() => world)
  slack.faults.add({ method: 'chat.postMessage', times: 2, fault: { kind: 'status', status: 503 } })

  await slack.command('ada', 'incidents', `/why403 ${URL_OK}`)
  await slack.until(() => cardOf(1), 20_000)
  await world.close()

  const said = deps.lines.filter(({ message }) => /Slack (does not answer|answers again)/.test(message))
  expect(said).toMatchObject([{ level: 'warn', facts: { method: 'chat.postMessage', error: 'http_503' } }, { level: 'info' }])
}, 60_000)
