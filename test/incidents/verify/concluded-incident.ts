import type { CheckResult } from '../../../src/checks/finding.ts'
import type { VerifyFinding } from '../../../src/checks/verify/verify-finding.ts'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { openIncident } from '../../../src/incidents/open-incident.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { readEvents } from '../../../src/store/incidents/read-events.ts'
import { ADA, exchangeOf, foundResult } from '../../walk/walk-world.ts'
import { type Answer, worldOf } from '../incident-world.ts'

const OF_EACH_CALL = {
  of: 5,
  passedCount: 5,
  unstable: false,
  limited: false,
  keptOut: [],
  passesToo: [],
  notTold: [],
  comesAndGoes: false,
  stillRefusedForOthers: false,
}

/** What the check `verify` found; proof unless said otherwise. */
export function verifyResult(more: Partial<VerifyFinding> = {}): CheckResult {
  const value: VerifyFinding = {
    identity: 'member',
    method: 'GET',
    sent: true,
    before: 403,
    status: 200,
    passes: true,
    refused: false,
    sameRefusal: false,
    tooWide: false,
    proven: true,
    ...OF_EACH_CALL,
    ...more,
  }
  return foundResult('verify', value, [exchangeOf(value.status ?? 200, { as: 'member' })])
}

export const STILL_REFUSED = { proven: false, passes: false, refused: true, sameRefusal: true, status: 403 }

/** A target that refuses the member and lets the admin pass, so that the walk ends at Grant; `verify` answers what it is given. */
export function mendable(verify: { result: CheckResult | Promise<CheckResult> }): Answer {
  return ({ check }, { request: { method } }) => {
    if (check === 'verify') return verify.result
    if (check === 'request') return foundResult('request', { status: 403 }, [exchangeOf(403, { as: 'member', method, body: 'No role' })])
    return foundResult(check, { status: 200 }, [exchangeOf(200, { as: 'admin' })])
  }
}

/** An incident with the outcome Grant, and what its verification will find. */
export async function concludedIncident(
  store: Store,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const verify: { result: CheckResult | Promise<CheckResult> } = { result: verifyResult() }
  const world = worldOf(store, { answer: mendable(verify) })
  const { powers } = world
  const request = { method, url: 'https://api.test/orders/7', headers }
  const { incident } = await openIncident(powers, { request, actor: ADA, origin: { via: 'cli' }, sendUnsafe: method !== 'GET' })
  const view = await advanceIncident(powers, { incident })
  const typesOf = async () => (await readEvents(store.db, incident)).map(({ type }) => type)
  return { ...world, incident, view, verify, advance: () => advanceIncident(powers, { incident }), typesOf }
}
