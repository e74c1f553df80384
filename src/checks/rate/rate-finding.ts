import { z } from 'zod'

/** What `rate` may be given. */
export const RateInput = z.strictObject({
  as: z.string().default('subject').describe('identity that asks'),
  calls: z
    .int()
    .min(2)
    .max(20)
    .default(6)
    .describe('how many safe requests, one after the other; where the last one is refused, six more at once show whether it stays so'),
  together: z.boolean().default(false).describe('all at once: quicker, and enough to see whether an answer stays'),
  path: z.string().startsWith('/').optional().describe('path with query in place of the incident’s, on the same host'),
  method: z.enum(['GET', 'HEAD', 'OPTIONS']).optional().describe('safe method in place of the incident’s'),
  headers: z.record(z.string(), z.string()).optional().describe('headers set on top of the request’s own'),
})
export type RateInput = z.infer<typeof RateInput>

/** What `rate` finds. */
export const RateFinding = z.object({
  calls: z.int().describe('requests that were answered'),
  statuses: z.array(z.int()).describe('their statuses, in order'),
  passedFirst: z.boolean().describe('the first passed'),
  limited: z.boolean().describe('it is a limiter: passed first and refused ever since, or an answer says so'),
  refusedAfter: z.int().optional().describe('how many passed before the first refusal, where it stayed refused'),
  everyoneRefused: z.boolean().describe('all were refused: these calls do not tell by themselves'),
  everyonePassed: z.boolean().describe('all passed'),
  unstable: z.boolean().describe('some passed and some were refused (or stopped with 503), and no limiter shows itself'),
  passedCount: z.int().describe('how many passed'),
  refusingInstances: z
    .array(z.string())
    .describe('header and value that name an instance, of refusals alone, e.g. "x-served-by: web-3"; empty unless they part all answers'),
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
