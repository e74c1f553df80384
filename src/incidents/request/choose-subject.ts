import type { IdentityFacts, SubjectRequest } from '../../checks/check.ts'
import { kindOfIdentity } from '../../checks/prober/identity/read-credential.ts'
import type { IdentityConfig, TargetConfig } from '../../config/config.ts'
import { Why403Error } from '../../errors.ts'
import { isCredentialHeader } from '../../redaction/sensitive-name.ts'

/** The credentials that came with the request itself. */
const REQUEST = 'request'
/** No credentials at all; always there. */
const ANONYMOUS = 'anonymous'

/**
 * The identity whose refusal is under diagnosis: the one asked for, else the request's own credentials, else the
 * target's first identity that is not anonymous, else anonymous.
 * @throws `identity.unknown` with the names that there are
 */
export function chooseSubject(input: {
  as: string | undefined
  request: SubjectRequest
  target: TargetConfig
  name: string
}): IdentityFacts {
  const { as, request, target } = input
  const own = Object.keys(request.headers).filter(isCredentialHeader)
  const named = Object.keys(target.identities).filter((name) => name !== ANONYMOUS)
  const known = [ANONYMOUS, ...(own.length > 0 ? [REQUEST] : []), ...named]
  const name = as ?? (own.length > 0 ? REQUEST : (named[0] ?? ANONYMOUS))
  if (!known.includes(name)) throw unknownIdentity(name, input.name, known)
  if (name === REQUEST && !Object.hasOwn(target.identities, REQUEST)) return { name, kind: kindOfRequest(own, request) }
  return factsOf(name, target.identities[name] ?? {})
}

function unknownIdentity(name: string, target: string, known: readonly string[]): Why403Error {
  const message = `Target ${target} has no identity “${name.slice(0, 60)}”: expected one of ${known.join(', ')}.`
  return new Why403Error('identity.unknown', message, { facts: { target } })
}

function factsOf(name: string, identity: IdentityConfig): IdentityFacts {
  return {
    name,
    ...(identity.role !== undefined && { role: identity.role }),
    kind: kindOfIdentity(identity),
    ...(identity.clientCertificate && { certificate: true }),
  }
}

function kindOfRequest(names: readonly string[], { headers }: SubjectRequest): IdentityFacts['kind'] {
  const headerOf = (wanted: string) => headers[names.find((name) => name.toLowerCase() === wanted) ?? ''] ?? ''
  if (/^bearer\b/i.test(headerOf('authorization'))) return 'bearer'
  if (/^basic\b/i.test(headerOf('authorization'))) return 'basic'
  return names.some((name) => name.toLowerCase() === 'cookie') ? 'cookie' : 'headers'
}
