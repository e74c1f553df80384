import { isSafeMethod } from '../checks/prober/probe-plan.ts'
import { type Decisive, decisiveCheck, readDecisive } from './decisive-check.ts'
import { judgeVerification } from './judge-verification.ts'
import type { PlannedCheck } from './planned-check.ts'
import { exchangesOf } from './scope-over.ts'
import type { State, VerificationRun } from './state.ts'
import type { Trail } from './trail.ts'
import type { Verification } from './verification.ts'
import { currentVerification, verificationKey } from './verification-runs.ts'
import type { WalkChecks } from './walk-checks.ts'

/** What a concluded incident has to do because somebody wants its fix verified. */
export type VerificationNext =
  | { kind: 'run'; why: 'verification'; step: string; checks: PlannedCheck[] }
  | { kind: 'tell'; why: 'verified'; asked: number; told: Verification }
  | { kind: 'reopen'; why: 'refused-otherwise'; reason: string }
  | { kind: 'close'; why: 'mended'; run: VerificationRun }

/**
 * Undefined where nobody asked, or all is told. What the outcome stood on is asked afresh as well: of a safe request only
 * once that passes, of an unsafe one before it is sent, which it is not when that refuses still.
 */
export function nextOfVerification(state: State, trail: Trail, checks: WalkChecks): VerificationNext | undefined {
  const run = currentVerification(state)
  if (!run) return undefined
  if (run.told) return afterTold(run, run.told)
  const step = state.conclusion?.step ?? state.opened.start
  const ground = { state, trail, checks, run, step }
  const missing = missingCheck(ground)
  if (missing) return { kind: 'run', why: 'verification', step, checks: [missing] }
  const verify = run.results.get(verificationKey(run.seq, 'verify'))
  const cause = state.conclusion?.cause ?? 'unknown'
  return { kind: 'tell', why: 'verified', asked: run.seq, told: judgeVerification({ cause, verify, decisive: decisiveNow(ground) }) }
}

function afterTold(run: VerificationRun, told: Verification): VerificationNext | undefined {
  if (told.kind === 'mended') return { kind: 'close', why: 'mended', run }
  if (told.kind !== 'refused-otherwise') return undefined
  return { kind: 'reopen', why: 'refused-otherwise', reason: `What was mended had hidden another refusal. ${told.line}` }
}

type Ground = { state: State; trail: Trail; checks: WalkChecks; run: VerificationRun; step: string }

function missingCheck(ground: Ground): PlannedCheck | undefined {
  const { state, trail, run, checks } = ground
  const verify = verifyPlan(ground)
  const known = run.results.get(verify.key)
  const decisive = decisiveCheck(state, trail, checks)
  const again = decisive && decisivePlan(decisive, run)
  const isAsked = again !== undefined && run.results.has(again.key)
  if (!isSafeMethod(state.opened.request.method)) {
    if (again && !isAsked) return again
    return known || decisiveNow(ground)?.refuses ? undefined : verify
  }
  if (!known) return verify
  const isProven = known.finding.kind === 'found' && known.finding.value.proven === true
  return isProven && again && !isAsked ? again : undefined
}

function verifyPlan({ run, trail, step }: Ground): PlannedCheck {
  const { seq, sends } = run
  const key = verificationKey(seq, 'verify')
  return { id: 'verify', step, check: 'verify', params: {}, key, reads: exchangesOf(trail), verification: { seq, sends } }
}

/** As the path asked it, but never with an approval. */
function decisivePlan({ plan }: Decisive, { seq }: VerificationRun): PlannedCheck {
  return { ...plan, key: verificationKey(seq, `again ${plan.check}`), verification: { seq, sends: false } }
}

function decisiveNow({ state, trail, checks, run }: Ground) {
  const decisive = decisiveCheck(state, trail, checks)
  const result = decisive && run.results.get(decisivePlan(decisive, run).key)
  if (!decisive || result?.finding.kind !== 'found') return undefined
  const { condition, plan } = decisive
  return { check: plan.check, condition, line: result.finding.line, ...readDecisive(decisive, { state, trail, result }) }
}
