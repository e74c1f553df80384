import { z } from 'zod'
import { PolicyEngine } from '../../config/sources/policy-source.ts'

/**
 * What one engine says of one identity: `deny` by a rule (or in a way that does not tell by what), `no-rule` where nothing
 * grants it and the default refuses, `unknown` where it answered something that is neither.
 */
export const Decision = z.object({
  engine: PolicyEngine.describe('engine that was asked'),
  name: z.string().describe('as configured, else the engine'),
  decision: z.enum(['allow', 'deny', 'no-rule', 'unknown']).describe('what it says; `no-rule` where nothing grants it'),
  rule: z.string().optional().describe('rule, policy, statement or binding that decided, as the engine names it'),
  reason: z.string().optional().describe('why, in the engine’s own words where it has any'),
  detail: z.string().optional().describe('what else helps: who has it, what is granted, what the answer cannot tell'),
  defaultDeny: z.boolean().describe('refused because nothing grants it'),
  explicitDeny: z.boolean().describe('refused by a rule that says so'),
  missing: z.array(z.string()).describe('what the question asks for and is not known, e.g. token.tenant'),
  raw: z.string().optional().describe('the answer itself, without secrets, cut'),
})
export type Decision = z.infer<typeof Decision>

/** A decision as an engine makes it: whose it is and what the question lacked is added by who asks. */
export type Ruling = Pick<Decision, 'decision' | 'rule' | 'reason' | 'detail'> & {
  explicitDeny?: boolean
  raw?: unknown
  missing?: string[]
}
