import { z } from 'zod'
import { CheckResult } from '../checks/finding.ts'
import { Cause, Denial } from '../denial/denial.ts'
import { HeaderFields } from '../exchange.ts'
import { Grade } from '../rules/grade-rule.ts'
import { Verification } from './verification.ts'

/** Who did it. A person's `id` is `slack:U…`, `api`, or `cli:LOGIN`; `name` is for people to read. */
export const Actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('machine') }),
  z.object({ kind: z.literal('person'), id: z.string(), name: z.string() }),
])
export type Actor = z.infer<typeof Actor>

/** How an incident ended, as `diagnose --json` says it. */
export const Status = z.enum(['concluded', 'needs-human', 'not-reproduced', 'refused', 'failed'])
export type Status = z.infer<typeof Status>

/** How sure a remembered rule is, with what matched in this incident's own, fresh evidence. */
export const KnownRule = z.object({
  rule: z.string(),
  incident: z.int(),
  grade: Grade.exclude(['none']),
  shared: z.array(z.string()),
  /** How it was mended then, and how to prevent it. */
  fix: z.string().optional(),
  prevention: z.string().optional(),
})
export type KnownRule = z.infer<typeof KnownRule>

/** A person's word on a remembered rule: the same again, or not this one. */
export const Judgement = z.enum(['same', 'different'])
export type Judgement = z.infer<typeof Judgement>

/** Where an incident came from, and so where its thread is. */
export const Origin = z.discriminatedUnion('via', [
  z.object({ via: z.literal('slack'), team: z.string(), channel: z.string(), threadTs: z.string().optional(), user: z.string() }),
  z.object({ via: z.literal('api') }),
  z.object({ via: z.literal('cli') }),
])
export type Origin = z.infer<typeof Origin>

/** An outcome as it was rendered at the end of a walk. `escalate` is a resolved handle. */
export const Conclusion = z.object({
  status: Status,
  step: z.string().optional(),
  cause: Cause,
  fix: z.string(),
  escalate: z.string().optional(),
  verify: z.string().optional(),
  correct: z.boolean(),
  denial: Denial.nullable(),
  verdict: Denial.shape.verdict,
})
export type Conclusion = z.infer<typeof Conclusion>

/** What a person filed at the end: what refused, how it was mended, how to prevent it. */
export const Resolution = z.object({
  layer: Denial.shape.layer,
  product: z.string(),
  cause: Cause,
  rule: z.string(),
  fix: z.string(),
  prevention: z.string(),
})
export type Resolution = z.infer<typeof Resolution>

/** What happened, by type. Texts are redacted before they come here. */
export const EventBody = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('opened'),
    data: z.object({
      /** Header values of credentials are removed; the sealed secret `sealed` holds the request whole. */
      request: z.object({ method: z.string(), url: z.string(), headers: HeaderFields, hasBody: z.boolean() }),
      sealed: z.string().optional(),
      target: z.string(),
      /** Whom `escalate: owner` calls, as configured when the incident opened. */
      targetOwner: z.string().optional(),
      subject: z.string(),
      /** What the subject is, as configured when the incident opened, so that a replay reads no configuration. */
      identity: z
        .object({
          role: z.string().optional(),
          kind: z.enum(['none', 'bearer', 'basic', 'cookie', 'headers', 'oauth2', 'certificate']),
          certificate: z.boolean().optional(),
        })
        .optional(),
      /** Address of the first step, and the content hash of the runbook set that this incident is pinned to. */
      start: z.string(),
      revision: z.string(),
      origin: Origin,
      /** A person approved the unsafe method when opening (`--send-unsafe`). */
      sendUnsafe: z.boolean().default(false),
      /** A response that somebody pasted instead of a live request: read, never sent. */
      pasted: z.boolean().default(false),
    }),
  }),
  z.object({
    type: z.literal('entered'),
    data: z.object({
      step: z.string(),
      from: z.string().optional(),
      by: z.enum(['start', 'when', 'otherwise']),
      text: z.string().optional(),
      missing: z.array(z.string()).default([]),
    }),
  }),
  z.object({ type: z.literal('checked'), data: z.object({ key: z.string(), result: CheckResult }) }),
  z.object({ type: z.literal('asked'), data: z.object({ step: z.string(), missing: z.array(z.string()).default([]) }) }),
  /** `question` is the seq of the `asked` event; it stands closed after this. */
  z.object({ type: z.literal('answered'), data: z.object({ question: z.int(), label: z.string(), goto: z.string() }) }),
  z.object({ type: z.literal('skipped'), data: z.object({ question: z.int(), reason: z.string(), goto: z.string() }) }),
  /** Back to the question asked at seq `question` (not the open one): everything after it on the path is undone. */
  z.object({ type: z.literal('went-back'), data: z.object({ question: z.int(), step: z.string() }) }),
  /** `visit` is the seq of the first visit whose finding had been held back for approval: the path is rewound to it. */
  z.object({ type: z.literal('approved'), data: z.object({ method: z.string(), url: z.string(), visit: z.int().optional() }) }),
  /** A check that may write for real, by its key, is about to start: without a `checked` of the same key its answer was lost. */
  z.object({ type: z.literal('sending'), data: z.object({ key: z.string() }) }),
  z.object({ type: z.literal('noted'), data: z.object({ text: z.string(), link: z.string().optional() }) }),
  z.object({ type: z.literal('taken-over'), data: z.object({}) }),
  z.object({ type: z.literal('escalated'), data: z.object({ to: z.string(), summary: z.string() }) }),
  z.object({ type: z.literal('matched'), data: z.object({ known: z.array(KnownRule) }) }),
  z.object({ type: z.literal('judged'), data: z.object({ rule: z.string(), verdict: Judgement }) }),
  z.object({ type: z.literal('concluded'), data: Conclusion }),
  /** Somebody wants the fix verified; `sends`: with that press they approved the unsafe method for one sending. */
  z.object({ type: z.literal('verifying'), data: z.object({ method: z.string(), url: z.string(), sends: z.boolean() }) }),
  /** What became of the verification that was asked for at seq `asked`. */
  z.object({ type: z.literal('verified'), data: Verification.extend({ asked: z.int() }) }),
  /** `proof` is the seq of the verification it was closed on. A second one refines what was filed on that proof. */
  z.object({ type: z.literal('resolved'), data: z.object({ rule: z.string(), resolution: Resolution, proof: z.int().optional() }) }),
  z.object({ type: z.literal('reopened'), data: z.object({ reason: z.string() }) }),
])
export type EventBody = z.infer<typeof EventBody>

/** What happened, of one type. */
export type BodyOf<T extends EventBody['type']> = Extract<EventBody, { type: T }>

/** One fact of an incident's log. `seq` counts from 1 without gaps. */
export const IncidentEvent = z.intersection(
  z.object({ incident: z.int().positive(), seq: z.int().positive(), at: z.date(), actor: Actor }),
  EventBody,
)
export type IncidentEvent = z.infer<typeof IncidentEvent>

/** An event of one type. */
export type EventOf<T extends EventBody['type']> = IncidentEvent & { type: T }
