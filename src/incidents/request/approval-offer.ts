import type { Config } from '../../config/config.ts'
import { lostApproval } from '../../walk/lost-write.ts'
import type { State } from '../../walk/state.ts'

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** Why the unsafe method can or cannot be approved now. */
type ApprovalOffer = { kind: 'offered'; method: string } | { kind: 'none'; why: 'safe' | 'never' | 'approved' | 'pasted' | 'resolved' }

/**
 * Whether a person may approve sending the incident's own method for real: once in a round, and anew when the answer to
 * what was approved has been lost. Safe methods: RFC 9110, 9.2.1.
 */
export function approvalOffer(state: State, config: Config): ApprovalOffer {
  const { method } = state.opened.request
  if (SAFE_METHODS.has(method)) return { kind: 'none', why: 'safe' }
  if (state.opened.pasted) return { kind: 'none', why: 'pasted' }
  if (config.targets[state.opened.target]?.unsafeMethods === 'never') return { kind: 'none', why: 'never' }
  if (state.approval && !lostApproval(state)) return { kind: 'none', why: 'approved' }
  return state.resolution ? { kind: 'none', why: 'resolved' } : { kind: 'offered', method }
}

/** Whether `method` needs a person's approval at all. */
export function isUnsafe(method: string): boolean {
  return !SAFE_METHODS.has(method)
}
