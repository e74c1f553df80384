import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'
import type { Issuer } from '../../../config/sources/issuer.ts'
import type { CheckContext } from '../../check.ts'
import { CheckFailed } from '../../check-failed.ts'
import { askDocument } from './ask-document.ts'
import type { Metadata } from './discover-issuer.ts'

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

/** The keys that an issuer publishes (RFC 7517, 5). @throws CheckFailed where they cannot be had */
export async function loadKeys(
  context: Pick<CheckContext, 'ask'>,
  { issuer, jwks }: Issuer,
  discover: () => Promise<Metadata>,
): Promise<JSONWebKeySet> {
  const url = jwks ?? (await discover()).jwks_uri
  if (url === undefined) throw new CheckFailed('protocol', 'its metadata names no keys (jwks_uri)')
  const discovered = jwks === undefined ? { discoveredFrom: issuer } : {}
  const keys = KeySet.safeParse(await askDocument(context, { url, ...discovered, what: 'its key set' }))
  if (keys.success) return keys.data
  throw new CheckFailed('protocol', 'its key set holds no list of keys')
}
