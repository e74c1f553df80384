import { z } from '@hono/zod-openapi'
import { Denial } from '../../denial/denial.ts'
import { Diagnosis } from '../../incidents/view/diagnosis-of.ts'
import { IncidentView } from '../../incidents/view.ts'
import { Resolution } from '../../walk/event.ts'

/** The largest text that the API takes in one field; bodies over it belong into a file for `explain`. */
const TEXT_MAX = 262_144
const NAME_MAX = 200
/** Incidents are numbered by an `integer` of Postgres. */
const INCIDENT_MAX = 2_147_483_647

/** Who does it, for people to read: the API token says that they may. */
export const By = z.string().min(1).max(NAME_MAX).optional().openapi({ example: 'ada' })

/** Body of `POST /incidents`. */
export const OpenBody = z
  .strictObject({
    method: z
      .string()
      .regex(/^[A-Za-z]{1,20}$/, 'expected an HTTP method')
      .default('GET'),
    url: z.string().min(1).max(8192).openapi({ example: 'https://api.example.com/orders' }),
    as: z.string().min(1).max(NAME_MAX).optional(),
    headers: z.record(z.string().max(NAME_MAX), z.string().max(16_384)).default({}),
    body: z.string().max(TEXT_MAX).optional(),
    sendUnsafe: z.boolean().default(false),
    by: By,
  })
  .openapi('OpenIncident')

/** Body of `POST /incidents/{incident}/answers`: the question's seq and the answer's index. */
export const AnswerBody = z.strictObject({ question: z.int().positive(), answer: z.int().nonnegative(), by: By }).openapi('Answer')

/** Body of an approval. `seen` is the `approvedBy.at` of the incident as the caller saw it, absent when nobody had approved it. */
export const ApproveBody = z.strictObject({ by: By, seen: z.iso.datetime().optional() }).openapi('Approve')

/**
 * Body of `POST /incidents/{incident}/verify`. `sendUnsafe` approves that an unsafe method is sent once; without it only reading
 * is tried. `seen` is the incident's `verify.seen` as the caller saw it: a later change makes it a conflict.
 */
export const VerifyBody = z
  .strictObject({ by: By, sendUnsafe: z.boolean().default(false), seen: z.iso.datetime().optional() })
  .openapi('Verify')

/** Body of `POST /incidents/{incident}/resolution`. */
export const ResolveBody = Resolution.extend({ by: By }).openapi('Resolve')

/** The incident's number in a path. */
export const IncidentParam = z.object({
  incident: z.coerce
    .number()
    .int()
    .positive()
    .max(INCIDENT_MAX)
    .openapi({ param: { name: 'incident', in: 'path' }, example: 7 }),
})

/** How to read an incident: at once, or when something has happened. */
export const ViewQuery = z.object({
  after: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .openapi({ description: 'Answer only when the incident has gone past this seq, or when `waitMs` is over.' }),
  waitMs: z.coerce.number().int().min(0).max(25_000).default(0),
})

/** Which incidents, newest first; `before` is the number to go on from. */
export const ListQuery = z.object({
  state: IncidentView.shape.state.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce.number().int().positive().max(INCIDENT_MAX).optional(),
})

/** Which rules. */
export const RulesQuery = z.object({
  words: z.string().max(NAME_MAX).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** Body of `POST /explain`. */
export const ExplainBody = z
  .strictObject({
    request: z.object({ method: z.string().optional(), url: z.string().optional(), headers: z.unknown().optional() }).optional(),
    response: z.object({ status: z.int().min(100).max(599), headers: z.unknown().optional(), body: z.string().max(TEXT_MAX).default('') }),
  })
  .openapi('ExplainInput')

/** How every failure is answered. */
export const Problem = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .openapi('Problem', { description: 'RFC 9457 problem details; `type` is urn:why403:CODE.' })

/** Schemas of lower rooms were made before zod learned to name them: a copy carries the name. */
export const View = IncidentView.extend({}).openapi('Incident')

/** A denial with its name in the document. */
export const DenialSchema = Denial.extend({}).openapi('Denial')

/** A diagnosis with its name in the document. */
export const DiagnosisSchema = Diagnosis.extend({}).openapi('Diagnosis')
