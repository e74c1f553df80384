import { z } from 'zod'
import { Unseen } from '../sources/unseen.ts'

/** What `changes` may be given. */
export const ChangesInput = z.strictObject({
  hours: z
    .number()
    .min(0.25)
    .max(24 * 14)
    .default(24)
    .describe('how far to look back, in hours'),
})
export type ChangesInput = z.infer<typeof ChangesInput>

/** Something that was changed: a commit of a policy repository, a deployment, an update of rules. */
export const Change = z.object({
  source: z.string().describe('where it is told'),
  at: z.string().describe('when, in ISO 8601'),
  what: z.string().describe('what was changed, in the words of who did it'),
  who: z.string().optional().describe('who did it'),
  link: z.string().optional().describe('where to read on'),
})
export type Change = z.infer<typeof Change>

/** What `changes` finds. */
export const ChangesFinding = z.object({
  configured: z.boolean().describe('the target has sources of changes'),
  seen: z.boolean().describe('a source answered'),
  count: z.int().describe('changes in the time looked at'),
  recent: z.array(Change).describe('the changes, the latest first, at most 20'),
  latest: z.string().describe('what was changed last, empty where nothing was'),
  latestWho: z.string().describe('who changed it'),
  latestMinutesAgo: z.int().optional().describe('minutes since the latest change'),
  latestSource: z.string().describe('where the latest change is told'),
  hours: z.number().describe('how far was looked back'),
  unseen: z.array(Unseen).describe('sources that could not be seen, or only in part'),
})
export type ChangesFinding = z.infer<typeof ChangesFinding>
