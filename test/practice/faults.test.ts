import { expect, test } from 'vitest'
import type { FaultKind } from '../../src/practice/web-api/faults.ts'
import { openStandIn } from './open-stand-in.ts'

async function postUnder(fault: FaultKind) {
  const { slack } = await openStandIn()
  slack.faults.add({ method: 'chat.postMessage', times: 1, fault })
  const post = () =>
    fetch(`${slack.apiUrl()}chat.postMessage`, {
      method: 'POST',
      body: JSON.stringify({ channel: 'C0INCIDENT', text: 'x' }),
      headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-1' },
    }).catch(() => null)
  const first = await post()
  return { first, posted: slack.messages().length, second: await post(), fault: slack.calls[0]?.fault }
}

test('429 says how long to wait, does nothing, and is over after its times', async () => {
  const { first, second, posted } = await postUnder({ kind: 'rate-limited', retryAfterS: 7 })

  expect([first?.status, first?.headers.get('retry-after'), posted, second?.status]).toEqual([429, '7', 0, 200])
})

test('a dropped connection leaves nothing done; dropped after, the message is there', async () => {
  const before = await postUnder({ kind: 'drop' })
  const after = await postUnder({ kind: 'drop-after' })

  expect([before.first, before.posted, after.first, after.posted]).toEqual([null, 0, null, 1])
})

test('500 leaves nothing done; 500 after, the message is there', async () => {
  const before = await postUnder({ kind: 'status', status: 500 })
  const after = await postUnder({ kind: 'status-after', status: 500 })

  expect([before.first?.status, before.posted, after.first?.status, after.posted]).toEqual([500, 0, 500, 1])
})

test('a refusal on demand carries its code', async () => {
  const { first } = await postUnder({ kind: 'refuse', error: 'internal_error' })

  expect(await first?.json()).toEqual({ ok: false, error: 'internal_error' })
})

test('a fault of one method leaves the others alone; one for all goes until it is cleared', async () => {
  const { slack, client } = await openStandIn()
  slack.faults.add({ method: 'chat.update', fault: { kind: 'drop' } })
  expect((await client.auth.test()).ok).toBe(true)

  slack.faults.add({ method: '*', fault: { kind: 'drop' } })
  await expect(client.auth.test()).rejects.toThrow()
  slack.faults.clear()
  expect((await client.auth.test()).ok).toBe(true)
})
