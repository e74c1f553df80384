import { z } from 'zod'
import { Unseen } from '../checks/sources/unseen.ts'
import { Denial } from '../denial/denial.ts'
import { Conclusion, Judgement, KnownRule, Origin, Resolution, Status } from '../walk/event.ts'
import { Verification } from '../walk/verification.ts'

const By = z.object({ id: z.string(), name: z.string(), at: z.iso.datetime() })

const Left = z.object({
  by: z.enum(['when', 'otherwise', 'answer', 'skip']),
  text: z.string(),
  who: z.string().optional(),
  at: z.iso.datetime(),
})

/** The open question; its `seq` goes into the buttons. `canSkip` when a default way on exists. */
const Question = z.object({
  seq: z.int(),
  step: z.string(),
  title: z.string(),
  text: z.string(),
  answers: z.array(z.object({ index: z.int(), label: z.string() })),
  canSkip: z.boolean(),
})

/**
 * One press on "Verify the fix"; `told` once it is known what it came to. `sends`: it approved the unsafe method, once.
 * `current`: it is about the conclusion that stands, or the walk goes on because of it.
 */
const VerificationRun = z.object({
  seq: z.int(),
  by: By,
  sends: z.boolean(),
  current: z.boolean(),
  told: Verification.extend({ at: z.iso.datetime() }).optional(),
})

/** `decisive`: a condition that led on read it. `idle`: why403.yaml lists nothing that the check could ask. */
const FoundLine = z.object({
  check: z.string(),
  ok: z.boolean(),
  line: z.string(),
  onPath: z.boolean(),
  decisive: z.literal(true).optional(),
  idle: z.literal(true).optional(),
})

/**
 * An incident as any surface shows it: plain values, redacted, JSON all through. Times are ISO 8601.
 * `state`: `checking` the machine works; `asking` a person is asked; `stuck` no way on without a person's decision.
 * `findings`: one sentence for each check, those on the path first and in its order. `denial` is null where nothing
 * was refused. `approval` is offered while the method is unsafe, the target allows asking, and nobody has approved it, or
 * the answer to what was approved has been lost: then `lostWrite` is true, and it may have arrived or not.
 * `escalateTo` is whom escalating calls now. `ms` runs from opening to the conclusion, or to now.
 */
export const IncidentView = z.object({
  incident: z.int(),
  /** `INC-7`. */
  name: z.string(),
  seq: z.int(),
  state: z.enum(['checking', 'asking', 'stuck', 'concluded', 'resolved']),
  /** How it stands, as `diagnose` says it: `needs-human` while it is open, unless our own safety refused the very first probe. */
  status: Status.optional(),
  origin: Origin.optional(),
  request: z.object({ method: z.string(), url: z.string() }),
  target: z.object({ name: z.string(), owner: z.string() }),
  subject: z.string(),
  runbook: z.object({ file: z.string(), title: z.string(), revision: z.string() }),
  openedAt: z.iso.datetime(),
  openedBy: By,
  owner: By.optional(),
  step: z.object({ address: z.string(), title: z.string(), prose: z.string() }).optional(),
  question: Question.optional(),
  approval: z.object({ method: z.string(), label: z.string() }).optional(),
  approvedBy: By.optional(),
  lostWrite: z.literal(true).optional(),
  path: z.array(z.object({ step: z.string(), title: z.string(), left: Left.optional() })),
  findings: z.array(FoundLine),
  /** What the checks of the path wanted to look at and could not, each source once, with the reason. `source` is empty where a check failed as a whole. */
  unseen: z.array(Unseen.extend({ check: z.string() })).optional(),
  /** `unreachable` while there is no exchange at all. */
  verdict: Denial.shape.verdict,
  denial: Denial.nullable(),
  conclusion: Conclusion.extend({ title: z.string(), by: By.optional(), at: z.iso.datetime() }).optional(),
  /** What pressing "Verify the fix" would do, while it is offered; `seen` goes into the press, so that a late one changes nothing. */
  verify: z.object({ method: z.string(), label: z.string(), sends: z.boolean(), seen: z.iso.datetime() }).optional(),
  verifications: z.array(VerificationRun).optional(),
  knownRules: z.array(KnownRule.extend({ judged: z.object({ verdict: Judgement, who: z.string() }).optional() })),
  notes: z.array(z.object({ text: z.string(), link: z.string().optional(), by: By })),
  escalations: z.array(z.object({ to: z.string(), summary: z.string(), by: By })),
  escalateTo: z.string(),
  /** `proof` is the seq of the verification it was closed on; what was filed on it can be refined once. */
  resolution: Resolution.extend({ ruleId: z.string(), by: By, proof: z.int().optional(), refined: By.optional() }).optional(),
  canGoBack: z.boolean(),
  /** Seq of the question that going back returns to. */
  backTo: z.int().optional(),
  probes: z.int(),
  ms: z.number(),
})
export type IncidentView = z.infer<typeof IncidentView>
