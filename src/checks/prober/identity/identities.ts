import type { TargetConfig } from '../../../config/config.ts'
import type { SecretReader } from '../../../config/read-secret.ts'
import { Why403Error } from '../../../errors.ts'
import type { Credential, IdentityFacts, SubjectRequest } from '../../check.ts'
import { credentialOf, type FetchToken, kindOfIdentity, ownCredential, readCredential } from './read-credential.ts'

type Input = {
  name: string
  target: TargetConfig
  request: SubjectRequest
  subject: string
  readSecret: SecretReader
  fetchToken: FetchToken
}

/** Who a session may ask as. Secrets are read when first used and live as long as this does; tokens that are fetched as long as they are good. */
export type Identities = {
  list: readonly IdentityFacts[]
  /** Resolves `subject`. @throws `identity.unknown` */
  find(name: string): IdentityFacts
  /** `fresh`: with a token that was got anew, where the identity can. @throws `secret.missing`, `identity.unknown`; CheckFailed where a token endpoint gives none */
  credential(name: string, options?: { fresh?: boolean }): Promise<Credential>
}

const ANONYMOUS: IdentityFacts = { name: 'anonymous', kind: 'none' }

function factsOf(target: TargetConfig): IdentityFacts[] {
  return Object.entries(target.identities).map(([name, identity]) => ({
    name,
    kind: kindOfIdentity(identity),
    ...(identity.role !== undefined && { role: identity.role }),
    ...(identity.clientCertificate && { certificate: true }),
    ...(identity.attributes !== undefined && { attributes: identity.attributes }),
  }))
}

/** The identities of a target, `anonymous`, and `request` when the request brought its own credentials. */
export function createIdentities({ name: target, target: config, request, subject, readSecret, fetchToken }: Input): Identities {
  const configured = factsOf(config)
  const own = ownCredential(request)
  const list = [
    ...(configured.some(({ name }) => name === 'anonymous') ? [] : [ANONYMOUS]),
    ...configured,
    ...(Object.keys(own.headers).length > 0 ? [{ name: 'request', kind: 'headers' as const }] : []),
  ]
  const cache = new Map<string, Promise<Credential>>()

  function find(name: string): IdentityFacts {
    const wanted = name === 'subject' ? subject : name
    const found = list.find((identity) => identity.name === wanted)
    if (found) return found
    if (wanted === 'request') return { name: 'request', kind: 'none' }
    const names = list.map((identity) => identity.name).join(', ')
    throw new Why403Error('identity.unknown', `The target ${target} has no identity “${wanted.slice(0, 60)}”; it has ${names}.`)
  }

  function read(name: string, fresh: boolean): Promise<Credential> {
    if (name === 'request') return Promise.resolve(own)
    const identity = config.identities[name]
    const token: FetchToken = (oauth2) => fetchToken(oauth2, { key: `${target} ${name}`, fresh })
    return identity ? readCredential(identity, { readSecret, fetchToken: token }) : Promise.resolve(credentialOf({}))
  }

  function credential(asked: string, { fresh = false }: { fresh?: boolean } = {}): Promise<Credential> {
    const { name } = find(asked)
    // A token that is fetched runs out: whoever fetches it knows when.
    if (config.identities[name]?.oauth2 && name !== 'request') return read(name, fresh)
    const cached = cache.get(name) ?? read(name, false)
    cache.set(name, cached)
    return cached
  }

  return { list, find, credential }
}
