import { z } from 'zod'
import { Cause, Layer } from '../../denial/denial.ts'
import { Unseen } from '../sources/unseen.ts'
import { WAYS } from './matching/match-line.ts'

/** What `logs` may be given. */
export const LogsInput = z.strictObject({
  minutes: z
    .int()
    .min(1)
    .max(1_440)
    .default(30)
    .describe('how far back an earlier refusal of the same path and method is looked for, where the request was not refused here'),
})
export type LogsInput = z.infer<typeof LogsInput>

const Way = z.enum([...WAYS, 'none'])

const FoundLine = z.object({
  source: z.string().describe('log that it stands in'),
  at: z.string().optional().describe('when it was written, ISO 8601'),
  text: z.string().describe('the line, redacted and shortened'),
  by: Way.describe('how it was recognised'),
  means: z.string().optional().describe('what it says, in words'),
})

/** What `logs` finds. `layer` to `text` are there when `named` is true. */
export const LogsFinding = z.object({
  configured: z.boolean().describe('why403.yaml lists logs for this target'),
  seen: z.boolean().describe('at least one of them could be looked into'),
  searched: z.array(z.string()).describe('the logs that were looked into'),
  unseen: z.array(Unseen).describe('the logs, or parts of them, that could not be'),
  found: z.boolean().describe('a line about the refused request, or about an earlier refusal of it, is there'),
  by: Way.describe('how the line was recognised, the surest first; `earlier`: the same path and method, refused before, of whomever'),
  count: z.int().describe('lines found'),
  lines: z.array(FoundLine).describe('the most telling ones, at most six'),
  named: z.boolean().describe('a line names who refused or why'),
  ambiguous: z.boolean().describe('lines of several callers tell different reasons, and none is surely ours'),
  layer: Layer.optional().describe('layer that refused, by the deciding line'),
  product: z.string().optional().describe('product that refused'),
  cause: Cause.optional().describe('why'),
  rule: z.string().optional().describe('rule that the line names'),
  confidence: z.number().optional().describe('how sure the line makes it, 0 to 1'),
  means: z.string().optional().describe('what the line says, in words'),
  text: z.string().optional().describe('the words of the line that decide'),
  source: z.string().optional().describe('the log in which the deciding line stands'),
  at: z.string().optional().describe('when it was written, ISO 8601'),
  status: z.int().optional().describe('the status that a log has for the refused request'),
  passedLine: z.boolean().describe('a log says that its layer let the request pass: the answer came from behind it'),
  passedBy: z.string().optional().describe('the product of that layer'),
  silent: z
    .array(z.string())
    .describe('logs that tell of others, or of other requests of ours, at that time and of the refused one nothing'),
  window: z.object({ from: z.string(), to: z.string() }).describe('the time that was searched, ISO 8601'),
})
export type LogsFinding = z.infer<typeof LogsFinding>
