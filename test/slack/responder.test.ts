import { expect, test } from 'vitest'
import { createResponder } from '../../src/slack/calls/responder.ts'
import { notice } from '../../src/slack/views/notice.ts'

/** A response_url that answers with these statuses in turn, then with the last. */
function urlThatAnswers(...statuses: number[]) {
  const sent: Record<string, unknown>[] = []
  const post = async (_url: unknown, init: RequestInit | undefined) => {
    sent.push(JSON.parse(String(init?.body)))
    return new Response(null, { status: statuses.length > 1 ? statuses.shift() : statuses[0], headers: { 'retry-after': '0.001' } })
  }
  return { sent, responder: createResponder({ fetch: post as typeof fetch }, 'https://hooks.test/1') }
}

test('a response_url is used five times at most, whatever it answers', async () => {
  const { sent, responder } = urlThatAnswers(503)

  const taken = [await responder.whisper(notice('one')), await responder.whisper(notice('two')), await responder.redraw(notice('three'))]

  expect(taken).toEqual([false, false, false])
  expect(sent.length).toBe(5)
})

test('one that has expired or is used up is not asked again', async () => {
  const { sent, responder } = urlThatAnswers(404)

  expect(await responder.whisper(notice('late'))).toBe(false)
  expect(sent.length).toBe(1)
})

test('a word that is taken at the second time is said once more and no more', async () => {
  const { sent, responder } = urlThatAnswers(429, 200)

  expect(await responder.whisper(notice('hello'), '1.2')).toBe(true)
  expect(sent).toMatchObject([{ response_type: 'ephemeral', thread_ts: '1.2' }, { replace_original: false }])
})

test('without a response_url nothing is taken', async () => {
  expect(await createResponder({ fetch }, undefined).whisper(notice('nobody'))).toBe(false)
})
