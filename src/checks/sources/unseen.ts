import { z } from 'zod'

const TOLD_MAX = 3
const START = 'Could not be seen: '

/** A source that could not be seen, or a part of one: a person is to know what an answer does not rest on. */
export const Unseen = z.object({
  source: z.string().describe('what could not be seen'),
  why: z.string().describe('why not'),
})
export type Unseen = z.infer<typeof Unseen>

/** The first three with their reasons and how many more there are, in one sentence; empty where all was seen. */
export function unseenSentence(unseen: readonly Unseen[]): string {
  if (unseen.length === 0) return ''
  const told = unseen.slice(0, TOLD_MAX).map(({ source, why }) => `${source} (${why.replace(/\.$/, '')})`)
  const more = unseen.length > TOLD_MAX ? `; and ${unseen.length - TOLD_MAX} more` : ''
  return `${START}${told.join('; ')}${more}.`
}

/** A check's sentences without that one, for where it is told by itself. */
export function withoutUnseen(line: string): string {
  const at = line.lastIndexOf(` ${START}`)
  return at < 0 ? line : line.slice(0, at)
}
