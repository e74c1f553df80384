import { expect } from 'vitest'
import { elementsOf } from '../../src/practice/block-kit/walk-blocks.ts'
import type { Delivery } from '../../src/practice/delivery/sender.ts'
import type { Message } from '../../src/practice/workspace/state.ts'
import type { RobotWorld } from './robot-world.ts'

export const PEOPLE = ['ada', 'grace', 'alan', 'radia'] as const
export const CHANNELS = ['incidents', 'on-call'] as const

/** What every deed works with. `asked` tells how each URL's command was taken, `old` holds cards as they once were. */
export type Hands = { world: RobotWorld; random: () => number; asked: Map<string, Delivery['outcome']>; old: Message[] }

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** One of them, as the seed decides. */
export function pick<T>(random: () => number, all: readonly T[]): T {
  return all[Math.floor(random() * all.length)] as T
}

/** Slack was answered well and in time. */
export function expectTaken(delivery: Delivery): void {
  expect(delivery).toMatchObject({ outcome: 'answered', status: 200 })
}

/** A process that stops, or has no time, may say that it did nothing: then whoever asked asks again. */
const SORRY = 'nothing was started'
const ANSWERS = new RegExp(`INC-\\d+ is open|Working on it|kept and tried again|${SORRY}`)

/** Remembers how the command for `url` was taken; what answers must be one of why403's own answers. */
export function noteCommand(asked: Hands['asked'], url: string, delivery: Delivery): void {
  if (delivery.outcome !== 'answered') return void asked.set(url, delivery.outcome)
  expect([delivery.status, ANSWERS.test(delivery.body) ? '' : delivery.body]).toEqual([200, ''])
  if (!delivery.body.includes(SORRY)) asked.set(url, 'answered')
}

/** Messages that everybody sees with something to press that is called so, as they are drawn now. */
export function cards({ world }: Hands, label: RegExp): Message[] {
  const drawn = world.slack.messages({ byApp: true }).filter(({ onlyFor }) => !onlyFor)
  return drawn.filter(({ blocks = [] }) =>
    elementsOf(blocks).some((one) => label.test(one.label) && one.element.action_id !== 'why403_reopen'),
  )
}

/** How many words for one person alone say that somebody was first, with an answer or with an approval. */
export function toldLate({ world: { slack } }: Hands, what: 'answer' | 'approval'): number {
  const whispers = PEOPLE.flatMap((viewer) => slack.messages({ viewer })).filter(({ onlyFor }) => onlyFor)
  const late = whispers.filter(({ text }) => /was first|already|Your first press/.test(text))
  return late.filter(({ text }) => text.includes('approved') === (what === 'approval')).length
}
