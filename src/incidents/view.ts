import type { Denial, Verdict } from '../denial/denial.ts'
import type { Conclusion, KnownRule, Resolution } from '../walk/event.ts'

type By = { id: string; name: string; at: string }

/** An incident as any surface shows it: plain values, redacted, JSON all through. Times are ISO 8601. */
export type IncidentView = {
  incident: number
  /** `INC-7`. */
  name: string
  seq: number
  /** `checking`: the machine works; `asking`: a person is asked; `stuck`: no way on without a person's decision. */
  state: 'checking' | 'asking' | 'stuck' | 'concluded' | 'resolved'
  request: { method: string; url: string }
  target: { name: string; owner: string }
  subject: string
  runbook: { file: string; title: string; revision: string }
  openedAt: string
  openedBy: By
  owner?: By
  step?: { address: string; title: string; prose: string }
  /** The open question; its `seq` goes into the buttons. `canSkip` when a default way on exists. */
  question?: { seq: number; step: string; title: string; text: string; answers: { index: number; label: string }[]; canSkip: boolean }
  /** Offered while the method is unsafe, allowed by the target's `ask`, and nobody has approved it. */
  approval?: { method: string; label: string }
  approvedBy?: By
  path: { step: string; title: string; left?: { by: 'when' | 'otherwise' | 'answer' | 'skip'; text: string; who?: string; at: string } }[]
  /** What the checks on the path found, one sentence each, in path order; then those besides the path. */
  findings: { check: string; ok: boolean; line: string; onPath: boolean }[]
  verdict: Verdict
  /** Null where nothing was refused. */
  denial: Denial | null
  conclusion?: Conclusion & { title: string; by?: By; at: string }
  knownRules: (KnownRule & { judged?: { verdict: 'same' | 'different'; who: string } })[]
  notes: { text: string; link?: string; by: By }[]
  escalations: { to: string; summary: string; by: By }[]
  /** Whom `escalate` calls now: the outcome's, the layer's owner or the target's owner. */
  escalateTo: string
  resolution?: Resolution & { ruleId: string; by: By }
  canGoBack: boolean
  probes: number
  /** Milliseconds from opening to the conclusion, or to now. */
  ms: number
}
