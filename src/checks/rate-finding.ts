import { z } from 'zod'

/** What `rate` may be given. */
export const RateInput = z.strictObject({
  as: z.string().default('subject').describe('identity that asks'),
  calls: z.int().min(2).max(20).default(6).describe('how many safe requests, one after the other'),
  together: z.boolean().default(false).describe('all at once: quicker, and enough to see whether a refusal stays'),
})

/** What `rate` finds. */
export const RateFinding = z.object({
  calls: z.int().describe('requests that were answered'),
  statuses: z.array(z.int()).describe('their statuses, in order'),
  passedFirst: z.boolean().describe('the first passed'),
  limited: z.boolean().describe('it is a limiter: passed first and refused later, or an answer says so'),
  refusedAfter: z.int().optional().describe('how many passed before the first refusal'),
  everyoneRefused: z.boolean().describe('all were refused: these calls do not tell by themselves'),
  disguised: z.boolean().describe('the limiter answers with another status than 429'),
  limiter: z.boolean().describe('limiter headers were seen'),
  headers: z.record(z.string(), z.string()).describe('the limiter headers of the last answer'),
  retryAfterS: z.int().optional().describe('Retry-After'),
  limit: z.int().optional().describe('calls allowed in a window'),
  remaining: z.int().optional().describe('calls left'),
  windowS: z.int().optional().describe('length of the window'),
  recovers: z.boolean().optional().describe('passes again after Retry-After (waited for when it is at most 5 s)'),
})
export type RateFinding = z.infer<typeof RateFinding>
