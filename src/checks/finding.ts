import { z } from 'zod'
import { Exchange } from '../exchange.ts'

/**
 * Why a check brought nothing: seen by runbooks as `check.failed == "timeout"`. `no-token`: the secret is there, and the token
 * endpoint gave nothing for it. `interrupted`: why403 stopped while an approved write was on its way, so it may have arrived or not.
 */
export const FailedReason = z.enum([
  'timeout',
  'unreachable',
  'tls',
  'refused',
  'needs-approval',
  'budget',
  'protocol',
  'secret-missing',
  'no-token',
  'unstable',
  'invalid',
  'crashed',
  'interrupted',
])
export type FailedReason = z.infer<typeof FailedReason>

/** What a check found: its output, or the reason why it could not see. A failed check is a finding too. */
export const Finding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), value: z.record(z.string(), z.unknown()), line: z.string() }),
  z.object({ kind: z.literal('failed'), failed: FailedReason, message: z.string() }),
])
export type Finding = z.infer<typeof Finding>

/** A finding with what it cost: the exchanges in the order in which the check asked for them, redacted. */
export const CheckResult = z.object({
  check: z.string(),
  params: z.record(z.string(), z.unknown()),
  finding: Finding,
  exchanges: z.array(Exchange),
  durationMs: z.number().nonnegative(),
})
export type CheckResult = z.infer<typeof CheckResult>
