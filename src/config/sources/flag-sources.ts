import { z } from 'zod'
import { httpQuestion } from './http-question.ts'
import { service } from './source-access.ts'
import { httpUrl } from './source-url.ts'
import { cel, templates } from './written.ts'

const text = z.string().min(1)
const FlagService = service({
  url: httpUrl,
  flags: z.array(text).min(1).optional(),
  context: z.record(z.string(), templates()).default({}),
})

/**
 * Where feature flags are evaluated for the account under diagnosis. `flags` names the ones that guard this target; without it
 * all are evaluated. `context` is made of templates; `targetingKey` is the subject unless it says otherwise. `on` is CEL: true
 * where the feature is on.
 */
export const FlagSources = z
  .strictObject({
    ofrep: FlagService.optional(),
    unleash: FlagService.optional(),
    http: httpQuestion({ on: cel('json', 'status'), flag: text }).optional(),
  })
  .refine((sources) => Object.values(sources).some((source) => source !== undefined), { message: 'ofrep, unleash or http in it' })
export type FlagSources = z.infer<typeof FlagSources>
