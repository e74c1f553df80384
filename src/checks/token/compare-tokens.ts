import type { TokenFacts } from './read-token.ts'

/** How two tokens differ, in sentences and in names, and what the first lacks. */
type TokenDifference = { differs: string[]; differsIn: string[]; missingRoles: string[]; missingScopes: string[] }

const LISTS = ['roles', 'groups', 'scopes', 'audience'] as const
const SINGLES = ['issuer', 'tenant', 'client'] as const

function lacking(mine: readonly string[], other: readonly string[]): string[] {
  return other.filter((value) => !mine.includes(value))
}

function listSentence(name: string, [mine, other]: [string, string], [gone, extra]: [string[], string[]]): string {
  const parts = [
    gone.length > 0 ? `${other} has ${gone.join(', ')}, which ${mine} lacks` : '',
    extra.length > 0 ? `${mine} has ${extra.join(', ')}, which ${other} lacks` : '',
  ]
  return `${name}: ${parts.filter((part) => part !== '').join('; ')}.`
}

/** Whether it says anything: a JWT does, an opaque token where its issuer told what it holds. */
function speaks({ format, claims }: TokenFacts): boolean {
  return format === 'jwt' || claims.length > 0
}

/** Whether two tokens of one issuer are signed apart: with another key, another algorithm, or one of them not at all. */
function signedApart(mine: TokenFacts, other: TokenFacts): boolean {
  if (mine.issuer !== other.issuer || mine.format !== 'jwt' || other.format !== 'jwt') return false
  return mine.keyId !== other.keyId || mine.algorithm !== other.algorithm
}

function signedBy({ keyId, algorithm }: TokenFacts): string {
  return `${algorithm ?? 'no algorithm'}${keyId === undefined ? '' : ` and the key ${keyId}`}`
}

/** Compares the tokens of two named identities. Where one of them says nothing, there is nothing to compare but their kind. */
export function compareTokens(mine: TokenFacts, other: TokenFacts, names: [string, string]): TokenDifference {
  const found: TokenDifference = { differs: [], differsIn: [], missingRoles: [], missingScopes: [] }
  const add = (name: string, sentence: string) => {
    found.differs.push(sentence)
    found.differsIn.push(name)
  }
  if (mine.format !== other.format) add('kind', `token: ${names[0]} has ${mine.format}, ${names[1]} has ${other.format}.`)
  if (!speaks(mine) || !speaks(other)) return found
  for (const name of LISTS) {
    const gone = lacking(mine[name], other[name])
    const extra = lacking(other[name], mine[name])
    if (gone.length + extra.length > 0) add(name, listSentence(name, names, [gone, extra]))
  }
  for (const name of SINGLES) {
    if (mine[name] !== other[name]) add(name, `${name}: ${names[0]} has ${mine[name] ?? 'none'}, ${names[1]} has ${other[name] ?? 'none'}.`)
  }
  if (signedApart(mine, other)) add('key', `key: ${names[0]} has ${signedBy(mine)}, ${names[1]} has ${signedBy(other)}.`)
  found.missingRoles = [...lacking(mine.roles, other.roles), ...lacking(mine.groups, other.groups)]
  found.missingScopes = lacking(mine.scopes, other.scopes)
  return found
}
