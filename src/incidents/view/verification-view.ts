import type { Config } from '../../config/config.ts'
import type { State, VerificationRun } from '../../walk/state.ts'
import { verificationOffer } from '../request/verification-offer.ts'
import type { IncidentView } from '../view.ts'
import { byAt } from './actor-name.ts'

/** What pressing "Verify the fix" would do now; undefined where it is not offered. */
export function verifyView(state: State, config: Config): IncidentView['verify'] {
  const offer = verificationOffer(state, config)
  if (offer.kind === 'none') return undefined
  const { method, sends, wasSent, seen } = offer
  const label = sends ? `Send ${method} ${wasSent ? 'again ' : ''}and verify` : 'Verify the fix'
  return { method, label, sends, seen: seen.toISOString() }
}

/** Every verification that was asked for, in order, with what it came to. */
export function verificationViews(state: State): IncidentView['verifications'] {
  return state.verifications.map((run) => ({ ...viewOfRun(run), current: isCurrent(run, state) }))
}

function isCurrent({ conclusion, round, told }: VerificationRun, state: State): boolean {
  if (state.conclusion) return state.conclusion.seq === conclusion
  return told?.kind === 'refused-otherwise' && state.round === round + 1
}

type RunView = NonNullable<IncidentView['verifications']>[number]

function viewOfRun({ seq, by, at, sends, told }: VerificationRun): Omit<RunView, 'current'> {
  const asked = { seq, by: byAt(by, at), sends }
  if (!told) return asked
  const { at: toldAt, ...facts } = told
  return { ...asked, told: { ...facts, at: toldAt.toISOString() } }
}
