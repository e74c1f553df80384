import { z } from 'zod'
import { Denial } from '../../denial/denial.ts'

/** The check `denial` takes no parameters: it reads what the path has seen. */
export const DenialInput = z.strictObject({})

/** The denial over the exchanges of the path so far. */
export const DenialFinding = z.object({
  ...Denial.shape,
  refused: z.boolean().describe('something was refused'),
  sure: z.boolean().describe('confidence is at least 0.8'),
})
export type DenialFinding = z.infer<typeof DenialFinding>
