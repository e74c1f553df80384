import { z } from 'zod'

/** Subjects that a refusal may speak of. */
export const Topic = z.enum([
  'csrf',
  'scope',
  'permission',
  'role',
  'tenant',
  'feature',
  'plan',
  'address',
  'region',
  'rate',
  'maintenance',
  'expired',
  'token',
  'session',
  'audience',
  'signature',
  'certificate',
  'bot',
  'waf',
  'method',
  'policy',
  'rbac',
  'file',
  'directory',
  'login',
])
export type Topic = z.infer<typeof Topic>

/** What a refusal should not show to strangers. */
export const Leak = z.enum([
  'version',
  'stack-trace',
  'debug-page',
  'internal-host',
  'internal-address',
  'file-path',
  'sql',
  'secret',
  'rule-id',
  'policy-name',
  'cloud-resource',
  'email',
  'account',
])
export type Leak = z.infer<typeof Leak>

/** What a good refusal has and this one has not. */
export const Lack = z.enum(['reason', 'contact', 'reference', 'www-authenticate', 'retry-after', 'allow', 'problem-json', 'no-store'])
export type Lack = z.infer<typeof Lack>

/** The check `message` takes no parameters: it reads the refusal that the path has seen. */
export const MessageInput = z.strictObject({})

const tellFields = {
  found: z.boolean().describe('a refusal is on the path'),
  says: z.string().describe('its visible text, at most 500 characters'),
  empty: z.boolean().describe('it says nothing besides its status'),
  generic: z.boolean().describe('it says nothing but the usual words: forbidden, access denied'),
  tellsReason: z.boolean().describe('it tells why'),
  tellsWhoToAsk: z.boolean().describe('it names a contact or a way to get access'),
  hasReference: z.boolean().describe('it carries a reference for support'),
  mentions: z.array(Topic).describe('what it speaks of, e.g. "tenant" in message.mentions'),
}

const leakFields = {
  leaks: z.array(Leak).describe('what it shows and should not'),
  leakQuotes: z.array(z.string()).describe('the words that show it, clipped, with the place: version in header:server: nginx/1.24.0'),
  leaky: z.boolean().describe('it shows something that it should not'),
  tellsExistence: z.boolean().describe('whoever is refused here is answered 404 next to it, so the refusal says that this exists'),
  statusByIdentity: z
    .array(z.string())
    .describe('where some are refused with 403 and others with 404: name and status of each; empty where they agree'),
}

const formFields = {
  status: z.int().optional().describe('its status'),
  statusFits: z.boolean().describe('the status says what happened (RFC 9110, 15.5)'),
  statusWhy: z.string().optional().describe('sentence: why another status was due'),
  program: z.boolean().describe('a program asked: it accepts or sends JSON, or brought a bearer token'),
  wrongFormat: z.boolean().describe('a page was sent to a program'),
  problemJson: z.boolean().describe('it is application/problem+json (RFC 9457)'),
  cacheable: z.boolean().describe('a shared cache may keep it and give it to others, or to the same person after the fix'),
  cacheWhy: z.string().optional().describe('sentence: what lets it be kept'),
  fromCache: z.boolean().describe('this one came from a cache'),
  lacks: z.array(Lack).describe('what a good refusal has and this one has not'),
}

const betterFields = {
  better: z.string().describe('a clear and discreet text in its place'),
  betterStatus: z.int().optional().describe('the status that was due'),
  betterHeaders: z.array(z.string()).describe('header lines that go with it'),
  betterBody: z.string().describe('a body for programs: application/problem+json; {request-id} stands for the id of the request'),
}

/** What `message` finds in the last refusal of the path. */
export const MessageFinding = z.object({ ...tellFields, ...leakFields, ...formFields, ...betterFields })
export type MessageFinding = z.infer<typeof MessageFinding>
