import type { IntrospectionResponse } from 'oauth4webapi'
import type { Issuer } from '../../../config/sources/issuer.ts'
import type { CheckContext } from '../../check.ts'
import { CheckFailed } from '../../check-failed.ts'
import { discoverIssuer, type Metadata } from './discover-issuer.ts'
import { type Look, lookAt } from './look-at.ts'

/** One listed issuer that is asked about one token. `said` is what its metadata, once read, calls itself. */
export type Asking = {
  context: CheckContext
  token: string
  issuer: Issuer
  discover: () => Promise<Metadata>
  said: () => string | undefined
}

/** Begins to ask an issuer: its metadata is read once, and only when something needs it. */
export function askingOf(context: CheckContext, token: string, issuer: Issuer): Asking {
  let found: Promise<Metadata> | undefined
  let said: string | undefined
  const discover = () => {
    found ??= discoverIssuer(context, issuer.issuer).then((metadata) => {
      said = metadata.issuer
      return metadata
    })
    return found
  }
  return { context, token, issuer, discover, said: () => said }
}

async function endpointOf({ issuer: { issuer, introspection }, discover }: Asking): Promise<string> {
  if (introspection?.url !== undefined) return introspection.url
  const url = (await discover()).introspection_endpoint
  if (url === undefined) throw new CheckFailed('protocol', 'its metadata names no introspection endpoint')
  if (URL.parse(url)?.origin === new URL(issuer).origin) return url
  throw new CheckFailed('refused', 'its metadata names an introspection endpoint elsewhere: name it as introspection.url')
}

/** What the issuer says by introspection; undefined where no client for it is configured. */
export async function introspect(asking: Asking): Promise<Look<IntrospectionResponse> | undefined> {
  const { context, token, issuer } = asking
  const { introspection: client } = issuer
  if (!client) return undefined
  const ask = async () => {
    const [url, { introspectToken }] = await Promise.all([endpointOf(asking), import('./introspect-token.ts')])
    return introspectToken(context, token, { issuer: issuer.issuer, url, client })
  }
  return lookAt(`introspection at ${issuer.issuer}`, ask())
}

/** Verifiers that read metadata compare `iss` with what it says (OpenID Connect Discovery 1.0, 4.3; RFC 8414, 3.3). */
export function differsFromMetadata({ issuer: { issuer }, said }: Asking): string | undefined {
  const name = said()
  return name === undefined || name === issuer ? undefined : `the metadata of ${issuer} says that the issuer is ${name.slice(0, 200)}`
}
