import type { Scope } from '../../expression/scope.ts'
import { isCredentialHeader } from '../../redaction/sensitive-name.ts'
import type { CheckContext, Credential, SubjectRequest } from '../check.ts'
import { isOutOfReach } from '../is-out-of-reach.ts'
import { percentDecoded } from '../percent-decoded.ts'
import { tokenScope } from './token-claims.ts'

const NO_CREDENTIAL: Credential = { headers: {}, cookies: {} }

function incidentScope({ method, url }: SubjectRequest) {
  const { protocol, hostname, port, pathname, searchParams } = new URL(url)
  const path = percentDecoded(pathname)
  return {
    method: method.toUpperCase(),
    url,
    scheme: protocol.slice(0, -1),
    host: port === '' ? hostname : `${hostname}:${port}`,
    path,
    segments: path.split('/').filter((segment) => segment !== ''),
    query: Object.fromEntries(searchParams),
  }
}

/** Headers by lower-case name, without those that carry a credential. */
function plainHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  return Object.fromEntries(lower.filter(([name]) => !isCredentialHeader(name)))
}

function bodyValue(body: string | undefined): unknown {
  if (body === undefined) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

/** A credential that cannot be had shows as a token that is not there: what a source needs of it is then told as missing. */
async function credentialOf({ credential }: CheckContext, as: string): Promise<Credential> {
  try {
    return await credential(as)
  } catch (error) {
    if (isOutOfReach(error)) return NO_CREDENTIAL
    throw error
  }
}

/**
 * What the templates of all configured sources see: `incident`, `request`, `subject`, `identity`, `token` (decoded, unverified)
 * and `target`, as the identity `as`. Nothing in it is a credential.
 * @throws `identity.unknown`
 */
export async function sourceScope(context: CheckContext, as = 'subject'): Promise<Scope> {
  const { request, target, subject } = context
  const { name, role, kind, attributes = {} } = context.identity(as)
  return {
    incident: incidentScope(request),
    request: { method: request.method.toUpperCase(), headers: plainHeaders(request.headers), body: bodyValue(request.body) },
    subject,
    identity: { name, role, kind, attributes },
    token: tokenScope(await credentialOf(context, as)),
    target: { name: target.name, owner: target.owner },
  }
}
