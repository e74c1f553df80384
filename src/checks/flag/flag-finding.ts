import { z } from 'zod'
import { Unseen } from '../sources/unseen.ts'

/** What `flag` may be given. */
export const FlagInput = z.strictObject({
  as: z.string().default('subject').describe('identity whose account is evaluated'),
  flags: z.array(z.string().min(1)).max(20).optional().describe('flags to evaluate; those of why403.yaml by default, else all'),
})
export type FlagInput = z.infer<typeof FlagInput>

/** What a flag service says of one flag for one account. */
export const Evaluation = z.object({
  flag: z.string().describe('key of the flag'),
  on: z.boolean().describe('the feature is on for this account'),
  service: z.string().describe('service that evaluated it'),
  variant: z.string().optional().describe('variant that was chosen'),
  reason: z.string().optional().describe('why, in the service’s own word: STATIC, TARGETING_MATCH, DISABLED, …'),
})
export type Evaluation = z.infer<typeof Evaluation>

/** What `flag` finds. */
export const FlagFinding = z.object({
  configured: z.boolean().describe('the target has a flag service'),
  seen: z.boolean().describe('a flag service answered'),
  evaluations: z.array(Evaluation).describe('each flag for the account of the identity'),
  flag: z
    .string()
    .optional()
    .describe('the flag that the refusal hangs on: off here and on for who passes, or named, or found in the refusal’s words'),
  off: z.boolean().describe('that flag is off for this account'),
  on: z.boolean().describe('that flag is on for this account'),
  reason: z.string().optional().describe('why it is, in the service’s word'),
  offFlags: z.array(z.string()).describe('all flags that are off for this account'),
  comparedWith: z.string().optional().describe('identity that passes and was evaluated as well'),
  onForOther: z.array(z.string()).describe('flags that are off here and on for who passes'),
  named: z.boolean().describe('the flag was named by the configuration, the runbook or the refusal itself'),
  missing: z.array(z.string()).describe('what the context asks for and is not known, e.g. token.tenant'),
  unseen: z.array(Unseen).describe('flag services that could not be seen'),
})
export type FlagFinding = z.infer<typeof FlagFinding>
