import { z } from 'zod'
import { SecretRef } from '../secret-ref.ts'

/** A header of this name carries a credential, so its value has to be named, not written. */
const CREDENTIAL_NAME = /auth|token|secret|key|cookie|password|credential|signature/i

const SourceHeaders = z
  .record(z.string(), z.union([SecretRef, z.string()]))
  .refine((headers) => Object.entries(headers).every(([name, value]) => typeof value !== 'string' || !CREDENTIAL_NAME.test(name)), {
    message: '{ env: NAME } or { file: path } for a header that carries a credential',
  })

const sourceAccess = {
  bearer: SecretRef.optional(),
  basic: z.strictObject({ username: z.string(), password: SecretRef }).optional(),
  headers: SourceHeaders.optional(),
}

/** How a source lets us in, by reference: at most one of `bearer` and `basic`; headers such as `X-Scope-OrgID` may be plain text. */
export type SourceAccess = {
  bearer?: SecretRef | undefined
  basic?: { username: string; password: SecretRef } | undefined
  headers?: Readonly<Record<string, SecretRef | string>> | undefined
}

/** Whether a request can say all that is given: it has one `authorization`. */
function fitsOneRequest({ bearer, basic, headers = {} }: SourceAccess): boolean {
  const written = Object.keys(headers).filter((name) => name.toLowerCase() === 'authorization')
  return [bearer, basic, ...written].filter((given) => given !== undefined).length <= 1
}

/** A service beside a target: what is asked of it, and how it lets us in. */
export function service<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject({ ...shape, ...sourceAccess }).refine((source) => fitsOneRequest(source as SourceAccess), {
    message: 'one of bearer, basic and an authorization header',
  })
}
