import type { CheckContext, Credential, IdentityFacts } from '../check.ts'
import { isOutOfReach } from '../is-out-of-reach.ts'
import { readOutcome } from '../read-outcome.ts'
import { type FoundToken, findToken } from './find-token.ts'
import { readToken, type TokenFacts } from './read-token.ts'

/** Another identity of the target with its token. `passed`: on the path so far. */
export type Peer = { identity: IdentityFacts; found: FoundToken | null; facts: TokenFacts; passed: boolean }

async function credentialOf(context: CheckContext, name: string): Promise<Credential | undefined> {
  try {
    return await context.credential(name)
  } catch (error) {
    if (isOutOfReach(error)) return undefined
    throw error
  }
}

/**
 * The others who can tell something about a token: who passes and who is `named`, and for a pasted token everybody, since one of
 * them may be the same person. Those whose secret is missing are left out.
 */
export async function readPeers(context: CheckContext, as: string, named: string | undefined): Promise<Peer[]> {
  const own = context.identity(as).name
  const passed = new Set(context.exchanges.filter((exchange) => readOutcome(exchange).kind === 'passed').map((exchange) => exchange.as))
  const others = context.target.identities.filter(({ name }) => name !== own)
  const wanted = others.filter(({ name }) => own === 'request' || name === named || passed.has(name))
  const credentials = await Promise.all(wanted.map(({ name }) => credentialOf(context, name)))
  return wanted.flatMap((identity, i) => {
    const credential = credentials[i]
    if (!credential) return []
    return [{ identity, found: findToken(credential), facts: readToken(credential), passed: passed.has(identity.name) }]
  })
}

/** Whether two tokens are of the same person or client at the same issuer. */
export function isSamePerson(mine: TokenFacts, other: TokenFacts): boolean {
  const sameSubject = mine.subject !== undefined && mine.subject === other.subject
  return sameSubject && mine.issuer === other.issuer
}

/** Whether somebody passes with a token of the same issuer that is signed with the same key. */
export function isKeyAccepted(mine: TokenFacts, peers: readonly Peer[]): boolean {
  const { issuer, keyId } = mine
  return keyId !== undefined && peers.some(({ passed, facts }) => passed && facts.keyId === keyId && facts.issuer === issuer)
}

type Own = { identity: IdentityFacts; facts: TokenFacts; peers: readonly Peer[] }

/**
 * Whose token says most beside this one: somebody of the same role who passes, then anybody who passes; for a pasted token
 * before them the same person, and after them anybody.
 */
export function closestPeer({ identity, facts, peers }: Own): Peer | undefined {
  const holders = peers.filter((peer) => peer.facts.format !== 'none')
  const passing = holders.filter(({ passed }) => passed)
  const pasted = identity.name === 'request'
  const same = pasted ? holders.find((peer) => isSamePerson(facts, peer.facts)) : undefined
  const colleague = passing.find((peer) => peer.identity.role !== undefined && peer.identity.role === identity.role)
  return same ?? colleague ?? passing[0] ?? (pasted ? holders[0] : undefined)
}
