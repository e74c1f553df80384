import { z } from 'zod'

/** What `http` may be given: a path of the target, a URL of any listed target, or a path of a source of why403.yaml. */
export const HttpInput = z
  .strictObject({
    path: z.string().startsWith('/').optional().describe('path with query on the incident’s host, or on the source'),
    url: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('URL of a listed target'),
    source: z.string().min(1).optional().describe('name under `sources` of the target in why403.yaml'),
    method: z.enum(['GET', 'HEAD', 'OPTIONS', 'POST']).default('GET').describe('POST only to a source, for questions that take a body'),
    headers: z.record(z.string(), z.string()).optional().describe('headers of the request'),
    body: z.json().optional().describe('JSON body of a question to a source'),
    as: z.string().default('anonymous').describe('identity that asks a target'),
    expect: z.array(z.string().min(1)).max(20).default([]).describe('conditions in CEL over status, headers, json and text'),
  })
  .refine(({ url, path, source }) => (url === undefined) !== (path === undefined) && (url === undefined || source === undefined), {
    message: 'expected one of path and url; a source takes a path',
  })
  .refine(({ method, source }) => method !== 'POST' || source !== undefined, {
    message: 'expected a source for POST: a target is only read',
  })
export type HttpInput = z.infer<typeof HttpInput>

/** What `http` finds. */
export const HttpFinding = z.object({
  status: z.int().describe('status of the answer'),
  ok: z.boolean().describe('status 200 to 299'),
  met: z.boolean().describe('every expectation holds'),
  unmet: z.array(z.string()).describe('expectations that do not hold, with the reason where a field is missing'),
  headers: z.record(z.string(), z.string()).describe('response headers by lower-case name, redacted'),
  json: z.unknown().optional().describe('the body where it is JSON, redacted'),
  text: z.string().describe('visible text of the body, at most 1,000 characters'),
})
export type HttpFinding = z.infer<typeof HttpFinding>
