import { type CheckContext, defineCheck, type IdentityFacts } from '../check.ts'
import { lastRefusal } from '../read-outcome.ts'
import type { Unseen } from '../sources/unseen.ts'
import { compareTokens } from './compare-tokens.ts'
import { findToken } from './find-token.ts'
import { NO_FRESH, tryFreshToken } from './fresh-token.ts'
import { askIssuers, type IssuerView } from './issuers/ask-issuers.ts'
import { judgeToken } from './judge-token.ts'
import { closestPeer, isKeyAccepted, isSamePerson, type Peer, readPeers } from './peers.ts'
import { readToken, type TokenFacts, withTold } from './read-token.ts'
import { TOKEN_EXAMPLES } from './token-examples.ts'
import { TokenFinding, TokenInput } from './token-finding.ts'
import { tokenLine } from './token-line.ts'

/** A template without value renders as `unknown`. */
function given(text: string | undefined): string | undefined {
  return text === undefined || text === 'unknown' || text.trim() === '' ? undefined : text
}

/** Whose token is under diagnosis, and the others that it can be measured against. */
type Own = { identity: IdentityFacts; facts: TokenFacts; peers: readonly Peer[] }

/** Whoever is named (a name that is not there is no mistake, since templates make it), else the closest. */
function rivalOf(own: Own, named: string | undefined): Peer | undefined {
  return named === undefined ? closestPeer(own) : own.peers.find(({ identity }) => identity.name === named)
}

/** The rival that is named and known, and whose secret could not be had. */
function unseenRival({ target }: CheckContext, { identity, peers }: Own, named: string | undefined): Unseen[] {
  const known = target.identities.some(({ name }) => name === named && name !== identity.name)
  const isSeen = !known || peers.some((peer) => peer.identity.name === named)
  return isSeen ? [] : [{ source: `token of ${named}`, why: 'its secret is missing' }]
}

/** Who can get a fresh token for this one: the identity itself, or the same person's where it was pasted. */
function renewerOf({ identity, facts, peers }: Own): string | undefined {
  if (identity.kind === 'oauth2') return identity.name
  const same = peers.find((peer) => peer.identity.kind === 'oauth2' && isSamePerson(facts, peer.facts))
  return identity.name === 'request' ? same?.identity.name : undefined
}

/** Whether the issuer is none of those configured. What a passing token names is accepted, whatever the configuration says. */
function isForeign({ target }: CheckContext, { facts, peers }: Own, view: IssuerView): boolean {
  const isUnlisted = (target.sources.issuers ?? []).length > 0 && facts.issuer !== undefined && view.listed === undefined
  return isUnlisted && facts.format === 'jwt' && !peers.some((peer) => peer.passed && peer.facts.issuer === facts.issuer)
}

/** The rival's token; an opaque one with what its issuer says of it. */
async function rivalFacts(context: CheckContext, rival: Peer | undefined): Promise<TokenFacts | undefined> {
  if (rival?.facts.format !== 'opaque') return rival?.facts
  return withTold(rival.facts, (await askIssuers(context, rival.found, rival.facts)).told)
}

/** What the token says, what its issuer says of it, and what is wrong with it. */
export const token = defineCheck({
  name: 'token',
  summary:
    'Measures the token against the refusal, the server’s clock, its issuer and other identities; with `fresh`, against a fresh one.',
  input: TokenInput,
  output: TokenFinding,
  safety: 'safe',
  timeoutMs: 15_000,
  reads: 'path',
  prefetch: false,
  examples: TOKEN_EXAMPLES,
  async run({ as, requiredScope, audience, issuer, against, clockSkewS, fresh }, context) {
    const credential = await context.credential(as)
    const identity = context.identity(as)
    const named = given(against)
    const mine: Own = { identity, facts: readToken(credential), peers: await readPeers(context, as, named) }
    const rival = rivalOf(mine, named)
    const renewer = renewerOf(mine)
    const pair = renewer === undefined ? undefined : { as, freshAs: renewer }
    const [view, rivals, tried] = await Promise.all([
      askIssuers(context, findToken(credential), mine.facts),
      rivalFacts(context, rival),
      fresh ? tryFreshToken(context, pair) : NO_FRESH,
    ])
    const { exchanges, request } = context
    const own = exchanges.filter((exchange) => exchange.as === identity.name)
    const expected = { requiredScope: given(requiredScope), audience: given(audience), issuer: given(issuer), clockSkewS }
    const measured = { refusal: lastRefusal(own) ?? lastRefusal(exchanges), exchanges, request, now: context.now(), ...expected }
    const facts = withTold(mine.facts, view.told)
    const passingTenants = mine.peers.flatMap(({ passed, facts: { tenant } }) => (passed && tenant !== undefined ? [tenant] : []))
    const judged = judgeToken(facts, { ...measured, view, isForeign: isForeign(context, mine, view), passingTenants })
    const difference = compareTokens(facts, rivals ?? facts, [identity.name, rival?.identity.name ?? ''])
    const unseen = [...view.unseen, ...tried.unseen, ...unseenRival(context, mine, named)]
    const besides = { renewable: pair !== undefined, keyAccepted: isKeyAccepted(facts, mine.peers), against: rival?.identity.name }
    return { ...judged, ...tried.finding, ...besides, unseen, ...difference }
  },
  line: tokenLine,
})
