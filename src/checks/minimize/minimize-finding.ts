import { z } from 'zod'
import { How, PartKind } from './change.ts'

/** A request that passes, by what differs from the refused one. */
const AllowedRequest = z.strictObject({
  path: z.string().startsWith('/').optional().describe('its path; with a query, that is all of its query'),
  query: z.record(z.string(), z.string()).optional().describe('parameters that it has otherwise; an empty text: not at all'),
  headers: z.record(z.string(), z.string()).optional().describe('headers that it has otherwise; an empty text: not at all'),
  as: z.string().optional().describe('another identity that sends it'),
})
export type AllowedRequest = z.infer<typeof AllowedRequest>

/** What `minimize` may be given. */
export const MinimizeInput = z.strictObject({
  as: z.string().default('subject').describe('identity that asks'),
  allowed: AllowedRequest.optional().describe('a request that passes; default: the same without all that can be left out'),
  probes: z.int().min(2).max(40).default(16).describe('how many requests the search may take; nine more confirm what it finds'),
})
export type MinimizeInput = z.infer<typeof MinimizeInput>

const Part = z.object({
  kind: PartKind.describe('what it is'),
  name: z.string().describe('its name'),
  how: How.describe('what was done to it'),
})

/** What `minimize` finds. Names only: no value of any part is told. */
export const MinimizeFinding = z.object({
  refused: z.boolean().describe('the request is refused when it is asked'),
  method: z.string().describe('method asked with; GET, HEAD or OPTIONS in place of an unsafe one'),
  safeInstead: z.boolean().describe('a safe method that is refused alike was asked in place of the incident’s'),
  bodyLeft: z.boolean().describe('the body was not taken apart: it would be sent for real'),
  flips: z.boolean().describe('with few parts left out, replaced or added it passes, each time'),
  parts: z.array(Part).describe('those parts: the smallest set that was found'),
  kind: PartKind.optional().describe('what the part is: header, cookie, query, body, path, credential; missing unless it is one'),
  name: z.string().optional().describe('its name (a body field by its JSON pointer); missing unless it is one'),
  how: How.optional().describe('what was done to it: removed, replaced, added; missing unless it is one'),
  exact: z.boolean().describe('none of the parts can be left alone: each is needed for it to pass'),
  alone: z.boolean().optional().describe('with nothing else but these parts it is refused too: they suffice'),
  contentDecides: z
    .boolean()
    .optional()
    .describe('a harmless value in that part passes: its content is refused, not that it is there; missing where it was not tried'),
  plain: z
    .boolean()
    .optional()
    .describe('that header or parameter holds one word, number, address or version: nothing that looks like an attack; missing otherwise'),
  added: z.array(z.string()).describe('headers that were missing: with them it passes'),
  nothingFlips: z.boolean().describe('it is refused without all that can be left out as well, and with what browsers add'),
  unstable: z.boolean().describe('asked again, the same request passes and is refused in turn: no part decides'),
  stopped: z.enum(['', 'budget', 'rate', 'approval']).describe('why the search ended early: probes used up, a limiter, an unsafe method'),
  tried: z.int().describe('requests that the search took'),
  of: z.int().describe('how many parts could be left out'),
  passedWithout: z.string().describe('words, e.g. "the query parameter q"; empty when nothing was left out or replaced'),
  passedWith: z.string().describe('words for what was added, e.g. "the header referer"; empty when nothing was'),
})
export type MinimizeFinding = z.infer<typeof MinimizeFinding>
