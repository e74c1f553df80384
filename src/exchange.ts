import { z } from 'zod'

/** Header fields by lower-case name; the values of a repeated field in the order received. */
export const HeaderFields = z.record(z.string(), z.array(z.string()))
export type HeaderFields = z.infer<typeof HeaderFields>

/**
 * Why a probe brought no response: `refused` is our own safety, `needs-approval` an unsafe method that nobody
 * has approved, `budget` the target's probe budget, `unreachable` DNS or TCP, `protocol` not HTTP.
 */
export const FailureKind = z.enum(['timeout', 'unreachable', 'tls', 'refused', 'needs-approval', 'budget', 'protocol'])
export type FailureKind = z.infer<typeof FailureKind>

/** One redirect on the way: what `status` said and where to; `refused` names why the hop was not taken. */
export const Hop = z.object({ url: z.string(), status: z.int(), location: z.string(), refused: z.string().optional() })
export type Hop = z.infer<typeof Hop>

/**
 * One request and what came back. `response` is null exactly when `failure` is there. `as` is the identity's
 * name, `request` for credentials pasted with the request itself. Times in milliseconds. After a redirect that
 * was followed, `request.url` is the first URL, `hops` the way, `response` the last answer.
 */
export const Exchange = z.object({
  as: z.string().optional(),
  vantage: z.string().optional(),
  at: z.string().optional(),
  durationMs: z.number().nonnegative().optional(),
  address: z.string().optional(),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: HeaderFields,
    body: z.string().optional(),
  }),
  response: z
    .object({
      status: z.int(),
      headers: HeaderFields,
      body: z.string(),
      /** The body was longer than what is kept. */
      truncated: z.boolean().optional(),
    })
    .nullable(),
  failure: z.object({ kind: FailureKind, message: z.string() }).optional(),
  /** The vantage's proxy refused the tunnel: `response` is its own answer, and the target was never asked (RFC 9110, 9.3.6). */
  byProxy: z.boolean().optional(),
  hops: z.array(Hop).optional(),
  /** The line of a log that tells of this exchange, redacted, where it was read from one. */
  log: z.string().optional(),
})
export type Exchange = z.infer<typeof Exchange>

const NEVER_SENT: ReadonlySet<FailureKind> = new Set(['refused', 'needs-approval', 'budget'])

/** Whether a probe left at all: our own safety, a missing approval and a spent budget keep it here. */
export function wasSent({ failure }: Pick<Exchange, 'failure'>): boolean {
  return failure === undefined || !NEVER_SENT.has(failure.kind)
}

/** The first value of a header field, whatever the case of `name`. */
export function headerValue(headers: HeaderFields, name: string): string | undefined {
  return headers[name.toLowerCase()]?.[0]
}
