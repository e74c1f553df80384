import { z } from 'zod'
import { Refuser } from '../checks/verify/verify-finding.ts'

/**
 * What a verification came to. `mended` is proof: the request passes each time and whoever must stay refused is; `too-wide`
 * passes for somebody who must not; `still-refused` as before; `refused-otherwise` by another party or for another reason, so
 * that two refusals were stacked; `unstable` now this, now that; `unproven` neither refused nor shown to pass, such as an
 * unsafe request that was not sent; `unanswered` nothing could be seen.
 */
export const VerificationKind = z.enum(['mended', 'too-wide', 'still-refused', 'refused-otherwise', 'unstable', 'unproven', 'unanswered'])
export type VerificationKind = z.infer<typeof VerificationKind>

/** A verification as it was told: statuses before and now, who stayed refused and who passes besides, and a sentence with the evidence. */
export const Verification = z.object({
  kind: VerificationKind,
  line: z.string(),
  before: z.int().optional(),
  status: z.int().optional(),
  /** How many calls of the request told something. */
  calls: z.int().default(0),
  keptOut: z.array(z.string()).default([]),
  passesToo: z.array(z.string()).default([]),
  /** Who refuses now. */
  refuser: Refuser.optional(),
  /** What the outcome had stood on, asked afresh: whether that condition holds still, and what its check says now. */
  decisive: z.object({ check: z.string(), condition: z.string(), holds: z.boolean(), line: z.string() }).optional(),
})
export type Verification = z.infer<typeof Verification>
