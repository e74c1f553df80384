import { z } from 'zod'
import { PolicyEngine } from '../../config/sources/policy-source.ts'
import { Unseen } from '../sources/unseen.ts'
import { Decision } from './decision.ts'

/** What `policy` may be given. The text `unknown` (a template without value) counts as left out. */
export const PolicyInput = z.strictObject({
  as: z.string().default('subject').describe('identity that the engines are asked about'),
  against: z.string().optional().describe('identity to compare with, e.g. "{{ compare.allowedAs }}"; default: who passed on the path'),
})
export type PolicyInput = z.infer<typeof PolicyInput>

/** How policy and live request contradict each other. */
export const Contradiction = z.enum(['allowed-but-refused', 'denied-but-passes', 'other-denied-but-passes'])
export type Contradiction = z.infer<typeof Contradiction>

/** What `policy` finds: what the engines say, apart from what the live request says. */
export const PolicyFinding = z.object({
  configured: z.boolean().describe('why403.yaml names a policy engine for this target'),
  seen: z.boolean().describe('at least one engine gave a decision'),
  complete: z.boolean().describe('every configured engine gave one'),
  as: z.string().describe('the identity asked about'),
  asked: z.int().describe('engines that were asked'),
  decisions: z.array(Decision).describe('what each says, in the order of the configuration'),
  allowed: z.boolean().describe('all that decided allow'),
  denied: z.boolean().describe('at least one refuses, by a rule or by default'),
  explains: z.boolean().describe('the policy explains a refusal: it refuses, its question lacked nothing, and nothing contradicts it'),
  engine: PolicyEngine.optional().describe('engine of the decisive decision: the first refusal, else the first that allows'),
  name: z.string().optional().describe('its name as configured'),
  rule: z.string().optional().describe('the rule that decided, as the engine names it'),
  reason: z.string().optional().describe('why, in the engine’s words'),
  detail: z.string().optional().describe('what else it told'),
  defaultDeny: z.boolean().describe('refused because nothing grants it'),
  explicitDeny: z.boolean().describe('refused by a rule that says so'),
  liveRefused: z.boolean().optional().describe('the live request is refused; missing where it was not sent with its own method'),
  contradiction: z.boolean().describe('policy and live request contradict each other'),
  contradictionKind: Contradiction.optional().describe('how'),
  contradictionText: z.string().optional().describe('what follows from that'),
  otherAs: z.string().optional().describe('the other identity that was asked about'),
  otherAllowed: z.boolean().optional().describe('all that decided allow the other one'),
  differs: z.array(z.string()).describe('sentences: where the engines answer differently for the two'),
  missing: z.array(z.string()).describe('what questions ask for and is not known, e.g. token.tenant: the decisions rest on less'),
  unseen: z.array(Unseen).describe('engines that gave no decision, and why'),
})
export type PolicyFinding = z.infer<typeof PolicyFinding>
