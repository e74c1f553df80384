import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkBlocks } from '../../src/practice/block-kit/check-blocks.ts'
import { desiredMessages } from '../../src/slack/sync/desired-messages.ts'
import { cardMessage } from '../../src/slack/views/card.ts'
import { blockIds, brokenLimits, buttons, textSize } from './block-limits.ts'
import { anyView, sampleView } from './view-samples.ts'

test('any incident keeps every limit of Slack, in each of its messages', () => {
  fc.assert(
    fc.property(anyView, (view) => {
      for (const { slot, message } of desiredMessages(view, new Map())) {
        expect({ slot, broken: brokenLimits(message.blocks) }).toEqual({ slot, broken: [] })
        expect(textSize(message.blocks)).toBeLessThanOrEqual(9000)
        expect(message.text.length).toBeLessThanOrEqual(4000)
        expect(message.blocks.length).toBeLessThanOrEqual(50)
        expect(new Set(blockIds(message.blocks)).size).toBe(message.blocks.length)
        expect(checkBlocks(message.blocks, 50)).toMatchObject({ ok: true })
        expect(JSON.stringify(message)).not.toMatch(/<!(channel|here|everyone)/)
      }
    }),
    { numRuns: 150 },
  )
})

test('the card has at most five buttons, whatever there is to press', () => {
  fc.assert(
    fc.property(anyView, (view) => {
      expect(buttons(cardMessage(view).blocks).length).toBeLessThanOrEqual(5)
    }),
  )
})

test('the same incident always gives the same messages', () => {
  fc.assert(
    fc.property(anyView, (view) => {
      expect(desiredMessages(structuredClone(view), new Map())).toEqual(desiredMessages(view, new Map()))
    }),
    { numRuns: 30 },
  )
})

test('block ids are new with each seq, and the hash is not', () => {
  const [before, after] = [sampleView({ seq: 5 }), sampleView({ seq: 6 })].map((view) => desiredMessages(view, new Map())[0])

  expect(after?.message.blocks[0]?.block_id).not.toBe(before?.message.blocks[0]?.block_id)
  expect(after?.hash).toBe(before?.hash)
})
