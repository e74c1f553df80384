import { Why403Error } from '../../errors.ts'
import type { Actor } from '../../walk/event.ts'
import type { State } from '../../walk/state.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import { type KnownIncident, readKnownIncident } from '../known-incident.ts'
import { isUnsafe } from '../request/approval-offer.ts'
import { unsealRequest } from '../request/sealed-request.ts'
import { verificationOffer } from '../request/verification-offer.ts'
import type { IncidentView } from '../view.ts'
import { closedIncident, stalePress } from './stale-press.ts'

type Verifying = {
  incident: number
  actor: Actor
  /** The actor approves that the unsafe method is sent for real, once; without it only reading is tried, which proves nothing of it. */
  sends?: boolean
  /** When it was concluded or verified last as the person saw it (`verify.seen` of the view, epoch milliseconds). */
  seen?: number | undefined
}

/**
 * Has the refused request sent again, because somebody says that it is mended. The walk's driver does it and tells what it
 * came to: closes the incident on proof, or walks on where something else refuses now.
 * @throws `incident.stale` when somebody pressed before or it was concluded anew since, `incident.closed` once resolved,
 * `secret.expired` when the request is no longer kept whole, `target.unsafe-never`, `usage.invalid` when there is nothing to verify
 */
export async function verifyFix(powers: IncidentPowers, { incident, actor, sends = false, seen }: Verifying): Promise<IncidentView> {
  await refuseExpired(powers, incident)
  return changeIncident(powers, { incident, actor }, (known) => {
    const { state } = known
    const { method, url } = state.opened.request
    const offer = verificationOffer(state, powers.config)
    if (offer.kind === 'none') throw (seen !== undefined && undoneBy(known)) || refusal(state, offer.why)
    if (seen !== undefined && seen !== offer.seen.getTime()) throw stalePress(incident, offer.last)
    if (sends && isUnsafe(method) && !offer.sends) throw unsafeNever(state.opened.target, method)
    return [{ type: 'verifying', data: { method, url, sends: sends && isUnsafe(method) } }]
  })
}

async function refuseExpired(powers: IncidentPowers, incident: number): Promise<void> {
  const { state } = await readKnownIncident(powers, incident)
  const isOffered = verificationOffer(state, powers.config).kind === 'offered'
  if (!isOffered || !(await unsealRequest(powers.store, state, powers.now())).expired) return
  throw new Why403Error(
    'secret.expired',
    'The credentials or the body that came with this request are no longer kept, so it cannot be sent again.',
  )
}

/** Who opened it again, where the press is on a card from before that. */
function undoneBy({ state, events }: KnownIncident): Why403Error | undefined {
  if (state.conclusion || state.resolution) return undefined
  const undone = events.findLast(({ type }) => type === 'reopened' || type === 'went-back' || type === 'approved')
  return undone && stalePress(state.incident, { actor: undone.actor, label: undone.type })
}

function unsafeNever(target: string, method: string): Why403Error {
  return new Why403Error('target.unsafe-never', `${target} never allows ${method}: its unsafeMethods is "never".`)
}

type Refused = Extract<ReturnType<typeof verificationOffer>, { kind: 'none' }>['why']

function refusal(state: State, why: Refused): Why403Error {
  const { incident } = state
  const invalid = (message: string) => new Why403Error('usage.invalid', message, { facts: { incident } })
  switch (why) {
    case 'resolved':
      return closedIncident(state)
    case 'running': {
      const run = state.verifications.at(-1)
      return stalePress(incident, run && { actor: run.by, label: 'verify the fix' })
    }
    case 'open':
      return invalid('There is no outcome yet, so there is no fix to verify.')
    case 'nothing-refused':
      return invalid('Nothing was refused here, so there is no fix to verify.')
    case 'pasted':
      return invalid('This incident was opened from a pasted response: nothing is sent for it.')
    case 'lost-write':
      return invalid('The answer to what was sent for real was lost: look whether it arrived first.')
    default:
      return why satisfies never
  }
}
