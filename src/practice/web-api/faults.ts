import { z } from 'zod'

/**
 * How a call goes wrong. `drop` breaks the connection before anything is done; `drop-after` and `status-after` do
 * the work first, so that the caller cannot know; `delay` answers late; `refuse` answers `ok: false`.
 */
export const FaultKind = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rate-limited'), retryAfterS: z.number().min(0) }),
  z.object({ kind: z.literal('status'), status: z.int().min(400).max(599) }),
  z.object({ kind: z.literal('status-after'), status: z.int().min(400).max(599) }),
  z.object({ kind: z.literal('drop') }),
  z.object({ kind: z.literal('drop-after') }),
  z.object({ kind: z.literal('delay'), ms: z.int().min(0).max(600_000) }),
  z.object({ kind: z.literal('refuse'), error: z.string() }),
])
export type FaultKind = z.infer<typeof FaultKind>

/** Which calls: a method's name, `response_url`, or `*` for all. `times` left out: until it is cleared. */
export const FaultRule = z.object({ method: z.string(), times: z.int().min(1).optional(), fault: FaultKind })
export type FaultRule = z.infer<typeof FaultRule>

/** Faults on demand. */
export type Faults = {
  /** From now on; the oldest rule that fits a call goes first. */
  add(rule: FaultRule): void
  clear(): void
  /** The fault for one call, counted down; undefined when all is well. */
  take(method: string): FaultKind | undefined
  list(): FaultRule[]
}

/** No faults at first. */
export function createFaults(): Faults {
  let rules: FaultRule[] = []
  return {
    add: (rule) => rules.push({ ...rule }),
    clear: () => {
      rules = []
    },
    list: () => rules.map((rule) => ({ ...rule })),
    take(method) {
      const rule = rules.find((one) => one.method === method || one.method === '*')
      if (!rule) return undefined
      if (rule.times !== undefined) rule.times -= 1
      if (rule.times === 0) rules = rules.filter((one) => one !== rule)
      return rule.fault
    },
  }
}
