import { z } from 'zod'
import type { Person } from '../access.ts'
import { type ButtonValue, readValue } from '../button-value.ts'
import type { Envelope } from '../receiver/payload.ts'

const Body = z.object({
  user: z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() }),
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  container: z
    .object({ thread_ts: z.string().optional(), message_ts: z.string().optional(), is_ephemeral: z.boolean().optional() })
    .optional(),
  message: z.object({ ts: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  actions: z
    .array(z.object({ action_id: z.string(), value: z.string().optional(), selected_option: z.object({ value: z.string() }).nullish() }))
    .min(1),
})

/** One press of a button, or choice in a menu. `raw` is the value as it came; `value` what it says when it is ours. */
export type Press = {
  action: string
  value: ButtonValue | undefined
  raw: string | undefined
  person: Person
  team: string
  channel?: string
  threadTs?: string
  /** The message that was pressed, when everybody sees it. */
  messageTs?: string
  trigger?: string
  respond?: string
}

/** Reads a press; undefined when it has another shape (older kinds of messages). */
export function readPress(body: Envelope): Press | undefined {
  const read = Body.safeParse(body)
  const action = read.data?.actions[0]
  if (!read.data || !action) return undefined
  const { user, team, channel, container, message, trigger_id, response_url } = read.data
  const raw = action.selected_option?.value ?? action.value
  const name = user.username ?? user.name
  const threadTs = container?.thread_ts ?? message?.thread_ts
  const messageTs = container?.is_ephemeral ? undefined : (container?.message_ts ?? message?.ts)
  return {
    action: action.action_id.split(':')[0] ?? '',
    raw,
    value: readValue(raw),
    person: { id: user.id, ...(name ? { name } : {}) },
    team: team?.id ?? '',
    ...(channel ? { channel: channel.id } : {}),
    ...(threadTs ? { threadTs } : {}),
    ...(messageTs ? { messageTs } : {}),
    ...(trigger_id ? { trigger: trigger_id } : {}),
    ...(response_url ? { respond: response_url } : {}),
  }
}
