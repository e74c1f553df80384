import { z } from 'zod'
import { Denial, Verdict } from '../denial.ts'

/** A time as the line has it; `iso` (UTC) only where the line says the zone and the year. */
export const LogTime = z.object({ text: z.string(), iso: z.string().optional() })
export type LogTime = z.infer<typeof LogTime>

/** Why the line says that a request was refused: `means` in plain words, `text` the words of the line that decide (redacted). */
export const LogDenial = Denial.pick({
  layer: true,
  product: true,
  cause: true,
  causes: true,
  rule: true,
  confidence: true,
  via: true,
}).extend({
  means: z.string(),
  text: z.string(),
})
export type LogDenial = z.infer<typeof LogDenial>

/**
 * What one log line tells. `format` names the form (`nginx-error`), `product` who writes such lines, `unknown` where
 * several do. `denial` is null when the line tells of no refusal; a request that passed has the verdict `allowed`.
 */
export const LogReading = z.object({
  format: z.string(),
  product: z.string(),
  verdict: Verdict,
  when: LogTime.optional(),
  method: z.string().optional(),
  host: z.string().optional(),
  path: z.string().optional(),
  status: z.int().optional(),
  client: z.string().optional(),
  user: z.string().optional(),
  references: Denial.shape.references,
  denial: LogDenial.nullable(),
})
export type LogReading = z.infer<typeof LogReading>
