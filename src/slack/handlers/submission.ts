import { z } from 'zod'
import type { Person } from '../access.ts'
import type { Envelope } from '../receiver/payload.ts'
import { type ModalContext, readContext } from '../views/modal.ts'

const Field = z
  .object({
    value: z.string().nullish(),
    selected_option: z.object({ value: z.string() }).nullish(),
    selected_conversation: z.string().nullish(),
  })
  .loose()

const Body = z.object({
  user: z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() }),
  team: z.object({ id: z.string() }).nullish(),
  view: z.object({
    callback_id: z.string(),
    private_metadata: z.string().optional(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Field)).default({}) }).default({ values: {} }),
  }),
})

/** A modal that was sent in. `values` by field id; a field left empty is absent. */
export type Submission = {
  callback: string
  context: ModalContext
  values: Readonly<Record<string, string>>
  person: Person
  team: string
}

/** Reads a submission; undefined when it has another shape. */
export function readSubmission(body: Envelope): Submission | undefined {
  const { data } = Body.safeParse(body)
  if (!data) return undefined
  const { user, team, view } = data
  const fields = Object.values(view.state.values).flatMap((block) => Object.entries(block))
  const values = fields.flatMap(([id, field]) => {
    const value = field.selected_option?.value ?? field.selected_conversation ?? field.value?.trim()
    return value ? [[id, value]] : []
  })
  const name = user.username ?? user.name
  return {
    callback: view.callback_id,
    context: readContext(view.private_metadata),
    values: Object.fromEntries(values),
    person: { id: user.id, ...(name ? { name } : {}) },
    team: team?.id ?? '',
  }
}
