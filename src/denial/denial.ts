import { z } from 'zod'

/** What an answer amounts to. `disguised`: a refusal behind another status (404, 200 with a block page). */
export const Verdict = z.enum([
  'denied',
  'not-authenticated',
  'rate-limited',
  'challenged',
  'not-found',
  'redirected-to-login',
  'disguised',
  'allowed',
  'unreachable',
  'error',
])
export type Verdict = z.infer<typeof Verdict>

/** Who can refuse, from the edge to the database. */
export const Layer = z.enum([
  'cdn',
  'waf',
  'bot-manager',
  'load-balancer',
  'api-gateway',
  'auth-proxy',
  'mesh',
  'proxy',
  'web-server',
  'application',
  'identity-provider',
  'object-store',
  'cloud-api',
  'orchestrator',
  'database',
  'saas-api',
  'corporate-proxy',
  'unknown',
])
export type Layer = z.infer<typeof Layer>

/** Why: the requester's side first, then the server's side, then the rest. */
export const Cause = z.enum([
  'insufficient-permissions',
  'invalid-token',
  'ip-or-geo-restriction',
  'role-misassignment',
  'resource-rule',
  'session-state',
  'feature-gate',
  'acl-misconfigured',
  'file-permissions',
  'server-directive',
  'auth-gateway',
  'waf-rule',
  'tenancy',
  'api-scope',
  'rate-limit',
  'bot-challenge',
  'method-or-path',
  'default-deny',
  'client-certificate',
  'upstream-denied',
  'unknown',
])
export type Cause = z.infer<typeof Cause>

/**
 * One thing that proves a part of the denial: `exchange` is an index into what was read, `where` is `status`,
 * `body`, `url`, `hop`, `header:name` or `log` (a line of a log), `text` the words found (redacted), `means` what they say.
 */
export const Evidence = z.object({
  exchange: z.int().nonnegative(),
  where: z.string(),
  text: z.string(),
  means: z.string(),
})
export type Evidence = z.infer<typeof Evidence>

/**
 * Who refused and why, read from exchanges. `product` is a slug, `unknown` when nothing specific is there.
 * `confidence` is the share of such answers in which layer and product are right: of ten with 0.9, nine. With product
 * `unknown` it is that of the layer alone and stays under 0.8; 0.3 and less is a guess. A cause's confidence is how
 * likely that cause is by itself; they need not add up to 1, and what is listed after the first stays possible.
 */
export const Denial = z.object({
  verdict: Verdict,
  layer: Layer,
  product: z.string(),
  cause: Cause,
  causes: z.array(z.object({ cause: Cause, confidence: z.number().min(0).max(1) })),
  rule: z.string().optional(),
  confidence: z.number().min(0).max(1),
  evidence: z.array(Evidence),
  via: z.array(z.object({ layer: Layer, product: z.string() })),
  /** Ids of this very request; `where` as in Evidence, `lookUp` says in which console or log, and in which field, it is found. */
  references: z.array(z.object({ name: z.string(), value: z.string(), where: z.string(), lookUp: z.string().optional() })),
})
export type Denial = z.infer<typeof Denial>

const REFUSALS: ReadonlySet<Verdict> = new Set([
  'denied',
  'not-authenticated',
  'rate-limited',
  'challenged',
  'redirected-to-login',
  'disguised',
])

/** Whether anything was refused at all; `allowed`, `not-found`, `unreachable` and `error` are no refusals. */
export function isRefusal(verdict: Verdict): boolean {
  return REFUSALS.has(verdict)
}
