import { z } from 'zod'

/** What `methods` may be given. */
export const MethodsInput = z.strictObject({
  as: z.string().default('subject').describe('identity that asks'),
  sibling: z.string().startsWith('/').optional().describe('path of a neighbour; default: a made-up name beside the resource'),
})

/** One variant of the request and its answer. */
const Variant = z.object({
  variant: z.string().describe('name of the variant'),
  method: z.string().describe('method that was sent'),
  url: z.string().describe('URL, redacted'),
  status: z.int().describe('status of the answer'),
  passed: z.boolean().describe('it passes'),
})

/** What `methods` finds. Every variant is a safe request by the same identity. */
export const MethodsFinding = z.object({
  method: z.string().describe('the incident’s method'),
  allow: z.array(z.string()).describe('methods of the Allow headers, upper case; empty when unknown'),
  allowKnown: z.boolean().describe('an Allow header was seen'),
  methodAllowed: z.boolean().optional().describe('the incident’s method is in Allow; missing when Allow is unknown'),
  allowed: z
    .array(z.string())
    .describe(
      'variants that pass: get, head, options, slash, case, single-slash, plain-slash (for %2F), scheme, no-query, parent, sibling',
    ),
  refused: z.array(z.string()).describe('variants that are refused'),
  unstable: z
    .boolean()
    .describe('asked again, the same variant passes and is refused in turn: none of them decides, and flips and the like are false'),
  turned: z
    .boolean()
    .describe('asked again, the variant that passed is refused like GET, as where calls are counted: flips and the like are false'),
  changes: z.array(z.string()).describe('whose answers changed, e.g. "slash passed 1 of 4 calls"'),
  variants: z.array(Variant).describe('every variant tried, in order'),
  get: z.int().optional().describe('status of GET'),
  head: z.int().optional().describe('status of HEAD'),
  options: z.int().optional().describe('status of OPTIONS'),
  getAllowed: z.boolean().describe('GET passes'),
  headAllowed: z.boolean().describe('HEAD passes'),
  getRefused: z.boolean().describe('GET is refused'),
  methodMatters: z.boolean().describe('the incident’s method is not GET and GET passes'),
  flips: z.boolean().describe('GET is refused and the same resource, spelled or asked another way, passes'),
  variant: z.string().optional().describe('the first variant of the resource that passes while GET is refused'),
  variantUrl: z.string().optional().describe('its URL, redacted'),
  slashFlips: z.boolean().describe('adding or removing the trailing slash passes'),
  caseFlips: z.boolean().describe('another letter case passes'),
  schemeFlips: z.boolean().describe('the other scheme passes'),
  queryFlips: z.boolean().describe('the same without its query passes'),
  parentAllowed: z.boolean().describe('the parent path passes'),
  parentRefused: z.boolean().describe('the parent path is refused'),
  siblingAllowed: z.boolean().describe('a neighbour passes'),
  siblingRefused: z.boolean().describe('a neighbour is refused too'),
  siblingMissing: z.boolean().describe('the neighbour does not exist and is not refused: the refusal does not cover the whole parent'),
  onlyThisResource: z.boolean().describe('GET is refused here and the neighbour passes: a rule of this resource'),
})
export type MethodsFinding = z.infer<typeof MethodsFinding>
