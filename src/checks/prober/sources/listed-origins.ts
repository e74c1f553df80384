import type { TargetConfig } from '../../../config/config.ts'

/** Keys of a target's configuration that hold the URL of a service beside it. */
const URL_KEYS = new Set(['url', 'tokenUrl', 'issuer', 'jwks', 'egress'])

function originsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(originsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string' || !URL_KEYS.has(key)) return originsIn(inner)
    const fixed = URL.parse(inner.replace(/\{\{.*$/s, ''))
    return fixed && /^https?:$/.test(fixed.protocol) ? [fixed.origin] : []
  })
}

/** The origins of the services that a target's configuration lists: log stores, policy engines, issuers, token endpoints and the like. */
export function listedOrigins({ logs, policy, flags, changes, issuers, sources, egress, identities }: TargetConfig): Set<string> {
  return new Set(
    originsIn([{ logs, policy, flags, changes, issuers, sources, egress }, Object.values(identities).map(({ oauth2 }) => oauth2)]),
  )
}
