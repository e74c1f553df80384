import type { TargetConfig } from '../../../config/config.ts'
import type { SecretReader } from '../../../config/read-secret.ts'
import { Why403Error } from '../../../errors.ts'
import type { Credential, IdentityFacts, SubjectRequest } from '../../check.ts'
import { credentialOf, kindOfIdentity, ownCredential, readCredential } from './read-credential.ts'

type Input = { name: string; target: TargetConfig; request: SubjectRequest; subject: string; readSecret: SecretReader }

/** Who a session may ask as. Secrets are read when first used and live as long as this does. */
export type Identities = {
  list: readonly IdentityFacts[]
  /** Resolves `subject`. @throws `identity.unknown` */
  find(name: string): IdentityFacts
  /** @throws `secret.missing`, `identity.unknown` */
  credential(name: string): Promise<Credential>
}

const ANONYMOUS: IdentityFacts = { name: 'anonymous', kind: 'none' }

function factsOf(target: TargetConfig): IdentityFacts[] {
  return Object.entries(target.identities).map(([name, identity]) => ({
    name,
    kind: kindOfIdentity(identity),
    ...(identity.role !== undefined && { role: identity.role }),
  }))
}

/** The identities of a target, `anonymous`, and `request` when the request brought its own credentials. */
export function createIdentities({ name: target, target: config, request, subject, readSecret }: Input): Identities {
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

  function read(name: string): Promise<Credential> {
    if (name === 'request') return Promise.resolve(own)
    const identity = config.identities[name]
    return identity ? readCredential(identity, readSecret) : Promise.resolve(credentialOf({}))
  }

  function credential(asked: string): Promise<Credential> {
    const { name } = find(asked)
    const cached = cache.get(name) ?? read(name)
    cache.set(name, cached)
    return cached
  }

  return { list, find, credential }
}
