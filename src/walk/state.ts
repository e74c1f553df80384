import type { CheckResult } from '../checks/finding.ts'
import type { Actor, BodyOf, Conclusion, Judgement, KnownRule, Resolution } from './event.ts'
import type { Verification } from './verification.ts'

/** One stay at a step. `left` says how it was left; the last visit of a path has none. `missing`: fields its conditions lacked. */
export type Visit = {
  step: string
  /** Seq of the event that led here. */
  seq: number
  at: Date
  /** Seq of the `asked` event, when a person was asked here. */
  question?: number
  missing: readonly string[]
  left?: { by: 'when' | 'otherwise' | 'answer' | 'skip'; text: string; actor: Actor; at: Date }
}

/** One press on "Verify the fix", at seq `seq`, of the conclusion at seq `conclusion`. `told` once it is decided. */
export type VerificationRun = {
  seq: number
  conclusion: number
  round: number
  by: Actor
  at: Date
  /** The press approved the unsafe method for one sending. */
  sends: boolean
  /** Its own results by check key, apart from those of the walk. */
  results: ReadonlyMap<string, CheckResult>
  told?: Verification & { at: Date }
}

/** An incident as its log tells it. Built by `reduce` alone. */
export type State = {
  incident: number
  /** Seq of the last event applied. */
  seq: number
  openedAt: Date
  openedBy: Actor
  opened: BodyOf<'opened'>['data']
  /** Counts from 1; a reopened incident starts the next round with fresh findings. */
  round: number
  path: readonly Visit[]
  /** Results by check key, this round's only. */
  results: ReadonlyMap<string, CheckResult>
  /** One mark for each probe that left the house in this round, results undone since among them: what the budget counts. */
  sent: ReadonlySet<string>
  /** Keys of checks that were about to write for real, this round's only. */
  sending: ReadonlySet<string>
  /** The open question. */
  question?: { seq: number; step: string }
  approval?: { by: Actor; at: Date }
  owner?: { by: Actor; at: Date }
  notes: readonly { text: string; link?: string; by: Actor; at: Date }[]
  escalations: readonly { to: string; summary: string; by: Actor; at: Date }[]
  known: readonly (KnownRule & { judged?: { verdict: Judgement; by: Actor } })[]
  conclusion?: Conclusion & { by: Actor; at: Date; seq: number }
  /** Of every round, in the order of their presses. */
  verifications: readonly VerificationRun[]
  /** `proof` is the seq of the verification it was closed on; `refined` who corrected since what was filed on it. */
  resolution?: Resolution & { ruleId: string; by: Actor; at: Date; proof?: number; refined?: { by: Actor; at: Date } }
}
