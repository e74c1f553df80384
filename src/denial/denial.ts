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
  exchange: z.int().nonnegative().describe('index of the exchange it was read from'),
  where: z.string().describe('status, body, url, hop, header:NAME or log'),
  text: z.string().describe('the words found, redacted'),
  means: z.string().describe('what they say'),
})
export type Evidence = z.infer<typeof Evidence>

/**
 * Who refused and why, read from exchanges. `product` is a slug, `unknown` when nothing specific is there.
 * `confidence` is the share of such answers in which layer and product are right: of ten with 0.9, nine. With product
 * `unknown` it is that of the layer alone and stays under 0.8; 0.3 and less is a guess. A cause's confidence is how
 * likely that cause is by itself; they need not add up to 1, and what is listed after the first stays possible.
 */
export const Denial = z.object({
  verdict: Verdict.describe('what the answer amounts to'),
  layer: Layer.describe('who refused, as a layer between the edge and the data'),
  product: z.string().describe('who refused, as a product'),
  cause: Cause.describe('why, the likeliest cause'),
  causes: z
    .array(
      z.object({
        cause: Cause.describe('a cause that is possible'),
        confidence: z.number().min(0).max(1).describe('how likely this cause is by itself'),
      }),
    )
    .describe('all causes that are possible, the likeliest first'),
  rule: z.string().optional().describe('the rule that refused, where something names it'),
  confidence: z.number().min(0).max(1).describe('of ten such answers, in how many tenths layer and product are right'),
  evidence: z.array(Evidence).describe('what proves it'),
  via: z
    .array(z.object({ layer: Layer.describe('its layer'), product: z.string().describe('its name') }))
    .describe('who merely carried the refusal'),
  references: z
    .array(
      z.object({
        name: z.string().describe('what the id is called'),
        value: z.string().describe('the id'),
        where: z.string().describe('where it stood, as in evidence'),
        lookUp: z.string().optional().describe('in which console or log, and in which field, it is found'),
      }),
    )
    .describe('ids of this very request'),
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
