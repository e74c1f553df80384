import type { TargetConfig } from '../../../config/config.ts'

/** The `url` of what a source is configured with (`{ loki: { url, … } }`); what stands deeper, such as templates, lists nothing. */
function urlsOf(source: object): unknown[] {
  return Object.values(source).map((kind) => (typeof kind === 'object' && kind !== null && 'url' in kind ? kind.url : undefined))
}

/** Scheme, host and port of a URL, which may have templates behind its host. */
function originOf(url: unknown): string[] {
  const fixed = typeof url === 'string' ? URL.parse(url.replace(/\{\{.*$/s, '')) : null
  return fixed && /^https?:$/.test(fixed.protocol) ? [fixed.origin] : []
}

/** The origins of the services that a target's configuration lists: log stores, policy engines, issuers, token endpoints and the like. */
export function listedOrigins(target: TargetConfig): Set<string> {
  const { logs = [], policy = [], flags = {}, changes = [], issuers = [], sources = {}, egress, identities } = target
  const urls = [
    ...[...logs, ...policy, ...changes, flags, sources].flatMap(urlsOf),
    ...issuers.flatMap(({ issuer, jwks, introspection }) => [issuer, jwks, introspection?.url]),
    ...Object.values(identities).map(({ oauth2 }) => oauth2?.tokenUrl),
    egress,
  ]
  return new Set(urls.flatMap(originOf))
}
