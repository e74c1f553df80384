import type { Config } from '../../config/config.ts'
import type { Actor } from '../../walk/event.ts'
import { lostApproval } from '../../walk/lost-write.ts'
import type { State } from '../../walk/state.ts'
import { currentVerification } from '../../walk/verification-runs.ts'
import { isUnsafe } from './approval-offer.ts'

/**
 * Whether the fix can be verified now. `sends`: the request changes something, and the press approves sending it once; where
 * the target never allows that, only reading is tried. `seen` is when it was concluded, or asked to be verified, last, and
 * `last` by whom.
 */
type VerificationOffer =
  | { kind: 'offered'; method: string; sends: boolean; wasSent: boolean; seen: Date; last: { actor: Actor; label: string } }
  | { kind: 'none'; why: 'open' | 'resolved' | 'running' | 'nothing-refused' | 'pasted' | 'lost-write' }

/** Says whether, and what pressing would mean. */
export function verificationOffer(state: State, config: Config): VerificationOffer {
  const { opened, conclusion, resolution, approval } = state
  const { method } = opened.request
  if (resolution) return { kind: 'none', why: 'resolved' }
  if (!conclusion) return { kind: 'none', why: 'open' }
  const run = currentVerification(state)
  if (run && !run.told) return { kind: 'none', why: 'running' }
  if (opened.pasted) return { kind: 'none', why: 'pasted' }
  if (!conclusion.denial) return { kind: 'none', why: 'nothing-refused' }
  if (lostApproval(state)) return { kind: 'none', why: 'lost-write' }
  const sends = isUnsafe(method) && config.targets[opened.target]?.unsafeMethods !== 'never'
  const last = run ? { actor: run.by, label: 'verify the fix' } : { actor: conclusion.by, label: 'concluded' }
  return { kind: 'offered', method, sends, wasSent: approval !== undefined, seen: (run ?? conclusion).at, last }
}
