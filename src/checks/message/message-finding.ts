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
export const Leak = z.enum(['version', 'stack-trace', 'internal-host', 'internal-address', 'file-path', 'sql', 'secret', 'rule-id'])
export type Leak = z.infer<typeof Leak>

/** The check `message` takes no parameters: it reads the refusal that the path has seen. */
export const MessageInput = z.strictObject({})

/** What `message` finds in the last refusal of the path. */
export const MessageFinding = z.object({
  found: z.boolean().describe('a refusal is on the path'),
  says: z.string().describe('its visible text, at most 500 characters'),
  empty: z.boolean().describe('it says nothing besides its status'),
  generic: z.boolean().describe('it says nothing but the usual words: forbidden, access denied'),
  tellsReason: z.boolean().describe('it tells why'),
  tellsWhoToAsk: z.boolean().describe('it names a contact or a way to get access'),
  hasReference: z.boolean().describe('it carries a reference for support'),
  mentions: z.array(Topic).describe('what it speaks of, e.g. "tenant" in message.mentions'),
  leaks: z.array(Leak).describe('what it shows and should not'),
  leaky: z.boolean().describe('it shows something that it should not'),
  better: z.string().describe('a clear and discreet text in its place'),
})
export type MessageFinding = z.infer<typeof MessageFinding>
