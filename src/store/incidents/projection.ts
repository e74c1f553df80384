import { z } from 'zod'
import { Cause, Layer } from '../../denial/denial.ts'
import { Status } from '../../walk/event.ts'

/** Whose turn an incident is, or how it stands. */
export const IncidentState = z.enum(['checking', 'asking', 'stuck', 'concluded', 'resolved'])
export type IncidentState = z.infer<typeof IncidentState>

/** An incident's log in one row, for listing and finding work. `due`: the machine's turn. `url` is redacted. */
export const Projection = z.object({
  state: IncidentState,
  status: Status.optional(),
  target: z.string(),
  method: z.string(),
  url: z.string(),
  layer: Layer.optional(),
  product: z.string().optional(),
  cause: Cause.optional(),
  due: z.boolean(),
  title: z.string().optional(),
  openedAt: z.date(),
  closedAt: z.date().optional(),
})
export type Projection = z.infer<typeof Projection>

/** A listed incident: its number, the seq of its last event, its projection. */
export const IncidentRow = Projection.extend({ incident: z.int().positive(), seq: z.int().positive() })
export type IncidentRow = z.infer<typeof IncidentRow>

type ProjectionColumns = { [K in keyof Required<Projection>]: Projection[K] | null }

/** The columns of a projection; what is absent becomes null, so that a reopened incident forgets its end. */
export function projectionColumns(projection: Projection) {
  const { status, layer, product, cause, title, closedAt, ...rest } = projection
  return {
    ...rest,
    status: status ?? null,
    layer: layer ?? null,
    product: product ?? null,
    cause: cause ?? null,
    title: title ?? null,
    closedAt: closedAt ?? null,
  } satisfies ProjectionColumns
}
