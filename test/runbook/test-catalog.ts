import { z } from 'zod'
import type { CheckCatalog } from '../../src/runbook/check-catalog.ts'

/** Checks for tests of the runbook room, which knows none. */
export const TEST_CATALOG: CheckCatalog = new Map(
  [
    {
      name: 'request',
      summary: 'Send the request as an identity.',
      input: z.strictObject({
        as: z.string().optional(),
        method: z.enum(['GET', 'HEAD']).optional(),
        headers: z.record(z.string(), z.string()).optional(),
      }),
      output: z.object({ status: z.int(), as: z.string(), headers: z.record(z.string(), z.string()) }),
    },
    {
      name: 'compare',
      summary: 'The same request as several identities.',
      input: z.object({ as: z.array(z.string()).min(2).optional() }),
      output: z.object({ differs: z.boolean(), results: z.array(z.object({ as: z.string(), status: z.int() })) }),
    },
    {
      name: 'token',
      summary: 'What the token says.',
      input: z.object({ as: z.string().optional() }),
      output: z.object({ expired: z.boolean(), missingScope: z.string().optional(), claims: z.looseObject({ iss: z.string() }) }),
    },
    { name: 'denial', summary: 'Who refused.', input: z.object({}), output: z.object({ layer: z.string(), rule: z.string().nullable() }) },
  ].map((entry) => [entry.name, entry]),
)
