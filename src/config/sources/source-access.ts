import { z } from 'zod'
import { SecretRef } from '../secret-ref.ts'

/** A header of this name carries a credential, so its value has to be named, not written. */
const CREDENTIAL_NAME = /auth|token|secret|key|cookie|password|credential|signature/i

function holdsLogin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && (url.username !== '' || url.password !== '')
}

/** An absolute http or https URL without user name and password: a secret is named, not written. */
export const httpUrl = z.url({ protocol: /^https?$/ }).refine((text) => !holdsLogin(text), {
  message: 'expected a URL without user name and password (basic: { username, password } says them)',
})

/** Scheme and whole host; user name, port and what is filled in cannot change them any more. */
const WRITTEN_HOST = /^https?:\/\/[^\s/?#@\\{}]+(?:[/?#]|$)/i

/** The same with `{{ templates }}` behind its host: whatever a request fills in, the service that is asked stays the one that is listed. */
export const templatedUrl = z.string().refine((text) => WRITTEN_HOST.test(text) && URL.canParse(text.replace(/\{\{.*$/s, '')), {
  message: 'expected an http or https URL with its host written out; {{ templates }} may stand in path and query',
})

const SourceHeaders = z
  .record(z.string(), z.union([SecretRef, z.string()]))
  .refine((headers) => Object.entries(headers).every(([name, value]) => typeof value !== 'string' || !CREDENTIAL_NAME.test(name)), {
    message: 'expected { env: NAME } or { file: path } for a header that carries a credential',
  })

/** How a source lets us in: at most one of `bearer` and `basic`; headers such as `X-Scope-OrgID` may be plain text. */
export const sourceAccess = {
  bearer: SecretRef.optional(),
  basic: z.strictObject({ username: z.string(), password: SecretRef }).optional(),
  headers: SourceHeaders.optional(),
}

/** How a source lets us in, by reference. */
export type SourceAccess = {
  bearer?: SecretRef | undefined
  basic?: { username: string; password: SecretRef } | undefined
  headers?: Readonly<Record<string, SecretRef | string>> | undefined
}

/** A value with `{{ templates }}` in its texts, of any JSON shape. */
export const Templates = z.json()
