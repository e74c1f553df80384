import { z } from 'zod'
import type { CheckContext } from '../../check.ts'
import { CheckFailed } from '../../check-failed.ts'
import { askDocument } from './ask-document.ts'

/** The part of an issuer's metadata that is used (RFC 8414, 2; OpenID Connect Discovery 1.0, 3). */
const Metadata = z.object({ issuer: z.string(), jwks_uri: z.string().optional(), introspection_endpoint: z.string().optional() })
export type Metadata = z.infer<typeof Metadata>

/**
 * Where metadata may lie: OpenID Connect appends the well-known path to the issuer's own (4), RFC 8414 (3.1 and 5) puts it between
 * host and path.
 */
export function metadataUrls(issuer: string): string[] {
  const { origin, pathname, search } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  return [
    ...new Set([
      `${origin}${path}/.well-known/openid-configuration${search}`,
      `${origin}/.well-known/oauth-authorization-server${path}${search}`,
      `${origin}/.well-known/openid-configuration${path}${search}`,
    ]),
  ]
}

async function readMetadata(context: Pick<CheckContext, 'ask'>, url: string): Promise<Metadata> {
  const metadata = Metadata.safeParse(await askDocument(context, { url, what: 'its metadata' }))
  if (metadata.success) return metadata.data
  throw new CheckFailed('protocol', 'its metadata names no issuer')
}

/** Of several reasons the one that says most: an answer of 404 says only that the metadata lies elsewhere. */
function tellingReason(errors: readonly unknown[]): unknown {
  return errors.find((error) => error instanceof Error && !/ 404$/.test(error.message)) ?? errors[0]
}

/** An issuer's metadata, from wherever it answers first; all places are asked at once. @throws CheckFailed where none has it */
export async function discoverIssuer(context: Pick<CheckContext, 'ask'>, issuer: string): Promise<Metadata> {
  try {
    return await Promise.any(metadataUrls(issuer).map((url) => readMetadata(context, url)))
  } catch (error) {
    throw error instanceof AggregateError ? tellingReason(error.errors) : error
  }
}
