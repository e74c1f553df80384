import type { Exchange } from '../../exchange.ts'
import { readOutcome } from '../read-outcome.ts'

type Telling = { tellsExistence: boolean; statusByIdentity: string[] }

function pathOf({ request }: Exchange): string {
  return URL.parse(request.url)?.pathname ?? ''
}

function folderOf(path: string): string {
  return path.replace(/[^/]*\/?$/, '')
}

/** Refused with 403, or hidden behind a 404; 401 asks who is there and says nothing about the resource. */
function isKeptOut(exchange: Exchange): boolean {
  const { status } = exchange.response ?? {}
  const { kind } = readOutcome(exchange)
  return (status === 403 && kind === 'refused') || (status === 404 && kind !== 'passed')
}

function isBeside(a: Exchange, b: Exchange): boolean {
  return pathOf(a) !== pathOf(b) && folderOf(pathOf(a)) === folderOf(pathOf(b)) && a.as === b.as && a.vantage === b.vantage
}

/**
 * Whether the statuses let somebody find out what exists: 403 here and 404 for a neighbour that is not there, asked by the
 * same identity, or 403 for one identity and 404 for another at the very same URL (OWASP WSTG-ATHZ, account enumeration).
 */
export function tellsExistence(refusal: Exchange, exchanges: readonly Exchange[]): Telling {
  const kept = exchanges.filter(isKeptOut)
  const tells = refusal.response?.status === 403 && kept.some((other) => other.response?.status === 404 && isBeside(refusal, other))
  const here = kept.filter((other) => pathOf(other) === pathOf(refusal) && other.request.method === refusal.request.method)
  const byName = new Map(here.map(({ as = 'the request', response }) => [as, response?.status]))
  const isMixed = new Set(byName.values()).size > 1
  return { tellsExistence: tells, statusByIdentity: isMixed ? [...byName].map(([name, status]) => `${name} ${status}`) : [] }
}
