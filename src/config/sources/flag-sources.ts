import { z } from 'zod'
import { httpUrl, sourceAccess, Templates, templatedUrl } from './source-access.ts'

const asked = { flags: z.array(z.string().min(1)).optional(), context: z.record(z.string(), Templates).default({}) }

/**
 * Where feature flags are evaluated for the account under diagnosis. `flags` names the ones that guard this target; without it
 * all are evaluated. `context` is made of templates; `targetingKey` is the subject unless it says otherwise.
 */
export const FlagSources = z.strictObject({
  ofrep: z.strictObject({ url: httpUrl, ...asked, ...sourceAccess }).optional(),
  unleash: z.strictObject({ url: httpUrl, ...asked, ...sourceAccess }).optional(),
  http: z
    .strictObject({
      url: templatedUrl,
      method: z.enum(['GET', 'POST']).default('GET'),
      body: Templates.optional(),
      /** CEL over `json`: true where the feature is on. */
      on: z.string().min(1),
      flag: z.string().min(1),
      ...sourceAccess,
    })
    .optional(),
})
export type FlagSources = z.infer<typeof FlagSources>
