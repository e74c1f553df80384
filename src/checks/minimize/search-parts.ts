import { findAddition, possibleAdditions } from './additions.ts'
import { allowedChanges } from './allowed-changes.ts'
import type { Change } from './change.ts'
import { ddmin, type Minimal } from './ddmin.ts'
import { findStart } from './find-start.ts'
import { type Judged, judgeParts } from './judge-parts.ts'
import type { AllowedRequest } from './minimize-finding.ts'
import { type RefusedRequest, requestParts } from './request-parts.ts'
import type { Trials } from './trials.ts'

/** What the search brought: the parts that decide, if any, and of how many. */
export type Searched = { of: number; found?: Minimal<Change> & Judged }

type Search = { trials: Trials; request: RefusedRequest; as: string; allowed?: AllowedRequest | undefined }

async function searchAllowed({ trials, request, as }: Search, allowed: AllowedRequest): Promise<Searched> {
  const changes = allowedChanges(allowed, request, as)
  const [passes] = changes.length > 0 ? await trials.ask([changes]) : [false]
  return { of: changes.length, ...(passes && { found: await ddmin(changes, trials.ask) }) }
}

/** Searches what decides: against a request that is said to pass, else by leaving parts out, else by adding what browsers send. */
export async function searchParts(search: Search): Promise<Searched> {
  const { trials, request, allowed } = search
  if (allowed) return searchAllowed(search, allowed)
  const parts = requestParts(request)
  const additions = possibleAdditions(request)
  const of = parts.ordinary.length + parts.session.length
  const start = await findStart(parts, { trials, request, reserve: additions.length + 1 })
  if (start) {
    const found = await ddmin(start, trials.ask)
    return { of, found: { ...found, ...(await judgeParts(found.changes, { trials, request, all: start })) } }
  }
  const added = await findAddition(additions, trials)
  return { of, ...(added && { found: { changes: added, complete: true } }) }
}
