import { elementsOf, textsOf } from '../../src/practice/block-kit/walk-blocks.ts'
import type { Message } from '../../src/practice/workspace/state.ts'
import type { TestApp } from './start-app.ts'

/** A target that never ends its answer takes the walk half a minute on a busy machine. */
const PATIENCE_MS = 60_000

/** What a person reads in a message, in one text. */
export function read(message: Pick<Message, 'text' | 'blocks'>): string {
  return message.blocks?.length ? textsOf(message.blocks).join('\n') : message.text
}

/** The labels of the buttons of a message, in order. */
export function buttonsOf(message: Pick<Message, 'blocks'>): string[] {
  return elementsOf(message.blocks ?? [])
    .filter(({ element }) => element.type === 'button')
    .map(({ label }) => label)
}

/** Waits until the app has posted a message that everybody sees and that holds `words`, and returns it as it stands. */
export async function messageWith(at: TestApp, ...words: (string | RegExp)[]): Promise<Message> {
  const find = () => at.slack.messages({ byApp: true }).find((message) => words.every((word) => holds(read(message), word)))
  await at.slack
    .until(() => find() !== undefined, PATIENCE_MS)
    .catch(() => {
      const seen = at.slack.messages({ byApp: true }).map(read)
      throw new Error(`no message holds ${words.join(' and ')}; there are:\n${seen.join('\n---\n')}`)
    })
  return find() as Message
}

/** Waits until the card that names `path` offers `answer`, by a button or in a menu, and returns it as it stands. */
export async function cardThatOffers(at: TestApp, path: string, answer: string): Promise<Message> {
  const offers = ({ blocks }: Message) => JSON.stringify(blocks ?? []).includes(JSON.stringify(answer))
  const find = () => at.slack.messages({ byApp: true }).find((message) => holds(read(message), path) && offers(message))
  await at.slack.until(() => find() !== undefined, PATIENCE_MS)
  return find() as Message
}

/** Gives an answer on a card, by its button or, where there are more than three, by its menu. */
export async function answerOn(at: TestApp, card: Message, label: string): Promise<void> {
  await (buttonsOf(card).includes(label) ? at.slack.press('ada', card, label) : at.slack.choose('ada', card, label))
}

/** The incident's number in a text, `INC-7` → 7. */
export function incidentIn(text: string): number {
  const found = /INC-(\d+)/.exec(text)?.[1]
  if (!found) throw new Error(`no INC-n in: ${text}`)
  return Number(found)
}

function holds(text: string, word: string | RegExp): boolean {
  return typeof word === 'string' ? text.includes(word) : word.test(text)
}
