import { z } from 'zod'
import { Cause, Layer, Verdict } from '../../denial/denial.ts'

/** What `verify` may be given; left out: the subject must pass, five times, and whoever the path saw refused stays out. */
export const VerifyInput = z.strictObject({
  as: z.string().default('subject').describe('identity that should pass now'),
  calls: z.int().min(3).max(8).default(5).describe('how often a safe request is sent, 3 to 8: it must pass each time'),
  keepOut: z
    .array(z.string())
    .max(4)
    .optional()
    .describe('identities that must stay refused; by default those that the path saw refused and that the fix was not for'),
})
export type VerifyInput = z.infer<typeof VerifyInput>

/** Who refused, read from one answer alone. */
export const Refuser = z.object({ layer: Layer, product: z.string(), cause: Cause, rule: z.string().optional() })
export type Refuser = z.infer<typeof Refuser>

/** What `verify` finds. Fields that need an answer to the request itself are missing without one. */
export const VerifyFinding = z.object({
  identity: z.string().describe('name of the identity that asked'),
  method: z.string().describe('method of the request under diagnosis'),
  sent: z.boolean().describe('the request itself was sent'),
  heldBack: z.enum(['needs-approval', 'never', 'too-wide', 'unstable']).optional().describe('why an unsafe request was not sent'),
  status: z.int().optional().describe('status now; of reading where the request itself was not sent'),
  before: z.int().describe('status of the refusal before'),
  of: z.int().describe('how many calls told something'),
  passedCount: z.int().describe('how many of them passed'),
  passes: z.boolean().describe('the request passes now, each time'),
  refused: z.boolean().describe('the request is refused now, each time'),
  sameRefusal: z.boolean().describe('refused as before: same status, layer, product, cause and rule, same words'),
  verdict: Verdict.optional().describe('what the last answer amounts to'),
  refuser: Refuser.optional().describe('who refuses now'),
  unstable: z.boolean().describe('it passes and is refused in turn'),
  limited: z.boolean().describe('a limiter answered: nothing can be told'),
  readingPasses: z.boolean().optional().describe('of an unsafe method: GET passes in its place'),
  keptOut: z.array(z.string()).describe('who was refused before and is refused still'),
  passesToo: z.array(z.string()).describe('who was refused before and passes now'),
  notTold: z.array(z.string()).describe('who was refused before and gave no answer now that tells anything'),
  comesAndGoes: z.boolean().describe('the same request passed now and then before, so that passing proves little'),
  stillRefusedForOthers: z.boolean().describe('everybody who must stay refused was asked and is refused'),
  tooWide: z.boolean().describe('somebody who must stay refused passes'),
  proven: z.boolean().describe('the request itself passes each time, and everybody who must stay refused is'),
})
export type VerifyFinding = z.infer<typeof VerifyFinding>
