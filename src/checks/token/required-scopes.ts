import { parseChallenges } from '../../denial/answer/parse-challenges.ts'
import type { Exchange } from '../../exchange.ts'

const IN_JSON = /"(?:required[_-]?scopes?|scopes?_required|missing[_-]?scopes?|scope)"\s*:\s*(?:"([\w.:/ *-]{1,300})"|\[([^\]]{1,300})\])/i
const IN_WORDS =
  /(?:requires?|required|missing|needs?|lacks?|without)\s+(?:the\s+)?(?:following\s+)?(?:oauth2?\s+)?scopes?\s*:?\s*["'`]?([\w.*/-]+(?::[\w.*/-]+)*)|scopes?\s+["'`]([\w.:*/-]+)["'`]\s+(?:is|are)\s+(?:required|missing|needed)|["'`]([\w.:*/-]+)["'`]\s+scope/i

function fromChallenge(exchange: Exchange): string[] {
  const values = exchange.response?.headers['www-authenticate'] ?? []
  return values.flatMap(parseChallenges).flatMap(({ params }) => (params.scope ? params.scope.split(/\s+/) : []))
}

function fromBody(body: string): string[] {
  const json = IN_JSON.exec(body)
  const listed = json?.[1] ?? json?.[2]
  if (listed !== undefined) return listed.split(/[\s,"]+/)
  const words = IN_WORDS.exec(body)
  const scope = words?.[1] ?? words?.[2] ?? words?.[3]
  return scope === undefined ? [] : [scope.replace(/[.,]$/, '')]
}

/**
 * The scopes that a refusal asks for: challenge (RFC 6750, 3), then body. `anyOf` when one of them is enough, as in GitHub's
 * `x-accepted-oauth-scopes`.
 */
export function requiredScopes(exchange: Exchange): { scopes: string[]; anyOf: boolean } {
  const named = fromChallenge(exchange)
  const accepted = (exchange.response?.headers['x-accepted-oauth-scopes'] ?? []).join(',').split(/[\s,]+/)
  const body = exchange.response?.body.slice(0, 16_384) ?? ''
  const scopes = [named, accepted, fromBody(body)].map((list) => list.filter((scope) => scope !== ''))
  const found = scopes.findIndex((list) => list.length > 0)
  return { scopes: scopes[found] ?? [], anyOf: found === 1 }
}
