import type { CheckContext, IdentityFacts } from '../check.ts'
import { compareTokens } from '../token/compare-tokens.ts'
import { readToken, type TokenFacts } from '../token/read-token.ts'
import type { Answer } from './compare-answers.ts'
import type { CompareFinding } from './compare-finding.ts'
import { isSlip } from './is-slip.ts'

const VALUE_MAX = 100

/** What the configuration says of an identity, by name, as text. */
function configured({ role, kind, attributes = {} }: IdentityFacts): Record<string, string | undefined> {
  const texts = Object.entries(attributes).map(([name, value]) => [
    name,
    (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, VALUE_MAX),
  ])
  return { ...Object.fromEntries(texts), role, kind }
}

function configuredDifferences(mine: IdentityFacts, theirs: IdentityFacts): { name: string; sentence: string }[] {
  const [own, others] = [configured(mine), configured(theirs)]
  const names = [...new Set(['role', 'kind', ...Object.keys(own), ...Object.keys(others)])]
  return names
    .filter((name) => own[name] !== others[name])
    .map((name) => ({ name, sentence: `${name}: ${mine.name} has ${own[name] ?? 'none'}, ${theirs.name} has ${others[name] ?? 'none'}.` }))
}

/** Roles, groups and scopes that are wanted and that the token has in another spelling. */
function almostOf({ roles, groups, scopes }: TokenFacts, missing: readonly string[]): string[] {
  return missing.flatMap((wanted) => {
    const near = [...roles, ...groups, ...scopes].find((own) => isSlip(own, wanted))
    return near === undefined ? [] : [`${near} where ${wanted} is wanted`]
  })
}

/** In words and names: what differs between the subject and the first identity that passes. Nothing where nobody does. */
export async function findDifferences(
  context: CheckContext,
  finding: CompareFinding,
  answers: readonly Answer[],
): Promise<Partial<CompareFinding>> {
  const { allowedAs: other, subject } = finding
  const factsOf = (name: string | undefined) => answers.find(({ identity }) => identity.name === name)?.identity
  const [mine, theirs] = [factsOf(subject), factsOf(other)]
  if (other === undefined || !mine || !theirs || !finding.subjectRefused) return {}
  const credentials = await Promise.all([context.credential(subject), context.credential(other)])
  const [ownToken, otherToken] = [readToken(credentials[0]), readToken(credentials[1])]
  const token = compareTokens(ownToken, otherToken, [subject, other])
  const pairs = configuredDifferences(mine, theirs)
  const missing = [...token.missingRoles, ...token.missingScopes]
  return {
    differs: [
      `answer: ${subject} gets ${finding.subjectStatus}, ${other} gets ${finding.statuses[other]}.`,
      ...pairs.map(({ sentence }) => sentence),
      ...token.differs,
    ],
    differsIn: [...new Set([...pairs.map(({ name }) => name), ...token.differsIn])],
    missing,
    almost: almostOf(ownToken, missing),
  }
}
