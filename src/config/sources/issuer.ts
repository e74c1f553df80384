import { z } from 'zod'
import { SecretRef } from '../secret-ref.ts'
import { httpUrl } from './source-url.ts'

const text = z.string().min(1)

/** Who asks what a token is worth (RFC 7662). Without `url` the endpoint that the metadata names, if it lies at the issuer's own origin. */
const Introspection = z.strictObject({
  url: httpUrl.optional(),
  clientId: text,
  clientSecret: SecretRef,
  /** How the client proves who it is (RFC 6749, 2.3.1). */
  authentication: z.enum(['basic', 'post']).default('basic'),
})

/**
 * Who issues the tokens that a target accepts. Its metadata (RFC 8414, OpenID Connect Discovery), keys (RFC 7517) and, where a
 * client is given, introspection (RFC 7662) are asked; an issuer that only a token names is never asked.
 */
export const Issuer = z.strictObject({
  /** As `iss` spells it, to the letter. */
  issuer: httpUrl,
  /** What `aud` must hold for this target; of several one is enough. */
  audience: z.union([text, z.array(text).min(1)]).optional(),
  /** In place of the one that the metadata names. */
  jwks: httpUrl.optional(),
  /** Signature algorithms that the target accepts; all that use public keys unless said otherwise. */
  algorithms: z.array(text).min(1).optional(),
  introspection: Introspection.optional(),
})
export type Issuer = z.infer<typeof Issuer>
