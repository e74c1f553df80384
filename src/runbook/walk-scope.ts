import { z } from 'zod'
import { Denial } from '../denial/denial.ts'

/** What conditions and templates always see besides the findings of checks. A field that is optional may be missing. */
export const WALK_SCOPE = {
  incident: z.object({ id: z.int(), name: z.string(), method: z.string(), url: z.string(), path: z.string(), host: z.string() }),
  target: z.object({ name: z.string(), owner: z.string() }),
  subject: z.string(),
  identity: z.object({ name: z.string(), role: z.string().optional(), kind: z.string(), certificate: z.boolean() }),
  denial: Denial,
} satisfies Readonly<Record<string, z.ZodType>>
