import { z } from 'zod'

/** A source that could not be seen, or a part of one: a person is to know what an answer does not rest on. */
export const Unseen = z.object({
  source: z.string().describe('what could not be seen'),
  why: z.string().describe('why not'),
})
export type Unseen = z.infer<typeof Unseen>
