import { z } from 'zod'
import { Layer } from '../../denial/denial.ts'
import { Unseen } from '../sources/unseen.ts'

/** What `vantage` may be given. */
export const VantageInput = z.strictObject({
  as: z.string().default('subject').describe('identity that asks: subject, anonymous, request or a name'),
  vantages: z.array(z.string().min(1)).max(10).optional().describe('names of vantages to try; all of the target’s by default'),
})
export type VantageInput = z.infer<typeof VantageInput>

/** How one place was answered: `passed`, `refused`, `hidden` (404), `error`, or `none` with the reason in `why`. */
const Place = z.object({
  name: z.string().describe('name of the vantage'),
  kind: z.enum(['connect', 'proxy']).describe('straight to an address, or through a proxy'),
  answer: z.enum(['passed', 'refused', 'hidden', 'error', 'none']).describe('what the answer amounts to'),
  status: z.int().optional().describe('status of the answer'),
  byProxy: z.boolean().describe('the proxy itself answered in the target’s place'),
  why: z.string().optional().describe('why no answer of the target came'),
})
export type Place = z.infer<typeof Place>

/** What `vantage` finds. */
export const VantageFinding = z.object({
  configured: z.boolean().describe('the target has vantages'),
  here: z.enum(['passed', 'refused', 'hidden', 'error', 'none']).describe('how the same request was answered from here'),
  hereStatus: z.int().optional().describe('status of the answer from here'),
  places: z.array(Place).describe('each vantage and how it was answered'),
  passing: z.array(z.string()).describe('vantages from which it passes'),
  refusing: z.array(z.string()).describe('vantages from which it is refused'),
  refusedByProxy: z.array(z.string()).describe('vantages whose proxy itself refuses: the target was not asked, or never answered'),
  differs: z.boolean().describe('it passes from one place and is refused from another, both times it was asked'),
  originPasses: z
    .boolean()
    .describe('refused from here, and passes straight at an address of the configuration: what stands in between refuses'),
  originRefuses: z.boolean().describe('refused from here and straight at the origin as well: the origin refuses by itself'),
  elsewherePasses: z.boolean().describe('refused from here, and passes through a proxy: where it comes from decides'),
  elsewhereAnswers: z.boolean().describe('no answer came from here, and one from a vantage: something in between drops or closes'),
  hereAlonePasses: z.boolean().describe('passes from here and is refused elsewhere'),
  everywhereRefused: z.boolean().describe('refused from here and from every vantage that was answered, of which there is at least one'),
  sameRefusal: z.boolean().describe('all refusals look like one refuser’s'),
  edgeLayer: Layer.optional().describe('layer that refuses from here, as its own answer shows it'),
  originLayer: Layer.optional().describe('layer that refuses straight at the origin'),
  unstable: z.boolean().describe('a place answered now this way, now that: nothing is read into the difference'),
  unseen: z.array(Unseen).describe('vantages from which no answer of the target came'),
})
export type VantageFinding = z.infer<typeof VantageFinding>
