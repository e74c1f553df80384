import type { IntrospectionResponse } from 'oauth4webapi'
import type { Issuer } from '../../../config/sources/issuer.ts'
import type { CheckContext } from '../../check.ts'
import type { Unseen } from '../../sources/unseen.ts'
import type { FoundToken } from '../find-token.ts'
import type { TokenFacts } from '../read-token.ts'
import { type Asking, askingOf, differsFromMetadata, introspect } from './asking.ts'
import { loadKeys } from './load-keys.ts'
import { type Look, lookAt } from './look-at.ts'
import { matchIssuer } from './match-issuer.ts'
import { type Verified, verifySignature } from './verify-signature.ts'

/** What the listed issuers say of a token. `told` are the claims of an introspection that calls it active. */
export type IssuerView = {
  listed?: Issuer
  differs?: string
  verified: Verified
  introspected: boolean
  active?: boolean
  told?: Readonly<Record<string, unknown>>
  unseen: Unseen[]
}

function viewOf(
  looks: readonly (Look<IntrospectionResponse> | undefined)[],
): Pick<IssuerView, 'introspected' | 'active' | 'told' | 'unseen'> {
  const answers = looks.flatMap((look) => look?.value ?? [])
  const active = answers.find((answer) => answer.active)
  return {
    introspected: answers.length > 0,
    ...(answers.length > 0 && { active: active !== undefined }),
    ...(active && { told: active }),
    unseen: looks.flatMap((look) => look?.unseen ?? []),
  }
}

/** A JWT is shown to the issuer that it names, and to no other. */
async function askOwnIssuer(asking: Asking): Promise<IssuerView> {
  const { context, token, issuer: listed } = asking
  const [keys, answer] = await Promise.all([
    lookAt(`keys of ${listed.issuer}`, loadKeys(context, listed, asking.discover)),
    introspect(asking),
  ])
  const differs = differsFromMetadata(asking)
  const { unseen, ...view } = { listed, ...viewOf([answer]), ...(differs !== undefined && { differs }) }
  if (keys.unseen) return { ...view, verified: { signature: 'not-checked', why: keys.unseen.why }, unseen: [keys.unseen, ...unseen] }
  return { ...view, unseen, verified: await verifySignature(token, { keys: keys.value, algorithms: listed.algorithms }) }
}

/** An opaque token names nobody, so each issuer that may be asked is asked whether it knows it. */
async function askEveryIssuer(context: CheckContext, { token }: FoundToken, issuers: readonly Issuer[]): Promise<IssuerView> {
  const looks = await Promise.all(issuers.map((issuer) => introspect(askingOf(context, token, issuer))))
  const listed = issuers[looks.findIndex((look) => look?.value?.active)]
  return { ...(listed && { listed }), ...viewOf(looks), verified: { signature: 'not-checked', why: 'it is opaque' } }
}

/**
 * Asks the issuers that are listed for the target: the token's own for its keys, and for introspection where a client is
 * configured. An issuer that is not listed is never asked.
 */
export async function askIssuers(context: CheckContext, found: FoundToken | null, facts: TokenFacts): Promise<IssuerView> {
  const { issuers = [] } = context.target.sources
  const nothing = { introspected: false, unseen: [] }
  if (!found || facts.format === 'none') return { ...nothing, verified: { signature: 'not-checked' } }
  if (facts.format === 'opaque') {
    const isAskable = found.look === 'opaque' || found.look === 'jwe'
    return askEveryIssuer(context, found, isAskable ? issuers : [])
  }
  const { listed, differs } = matchIssuer(issuers, facts.issuer)
  if (listed) return askOwnIssuer(askingOf(context, found.token, listed))
  const verified: Verified = facts.unsigned
    ? { signature: 'unsigned', why: 'its algorithm is none' }
    : { signature: 'not-checked', why: 'its issuer is not listed' }
  return { ...nothing, verified, ...(differs !== undefined && { differs }) }
}
