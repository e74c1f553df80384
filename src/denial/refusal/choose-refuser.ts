import type { Layer } from '../denial.ts'
import type { Match } from '../matching/signature-finder.ts'

/** How far inside a layer stands: of two that seem to have refused, the inner one did. */
const DEPTH: Readonly<Record<Layer, number>> = {
  unknown: 0,
  'corporate-proxy': 1,
  cdn: 2,
  'bot-manager': 3,
  waf: 4,
  'load-balancer': 5,
  'api-gateway': 6,
  'auth-proxy': 7,
  mesh: 8,
  proxy: 8,
  'web-server': 9,
  'identity-provider': 10,
  application: 10,
  'saas-api': 11,
  'object-store': 11,
  'cloud-api': 11,
  orchestrator: 11,
  database: 12,
}

/** The match that names who refused: the surest, then the innermost, then the first of the registry. Wordings name nobody. */
export function chooseRefuser(matches: readonly Match[]): Match | undefined {
  return bestOf(matches.filter(({ signature }) => signature.product !== 'unknown'))
}

/** Of several matches the surest, then the innermost, then the one with more to show, then the first of the registry. */
export function bestOf(matches: readonly Match[]): Match | undefined {
  return [...matches].sort(
    (a, b) =>
      b.signature.confidence - a.signature.confidence ||
      DEPTH[b.signature.layer] - DEPTH[a.signature.layer] ||
      b.hits.length - a.hits.length ||
      a.order - b.order,
  )[0]
}
