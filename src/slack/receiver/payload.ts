import { createHash } from 'node:crypto'
import { z } from 'zod'

const Id = z.object({ id: z.string() }).loose().nullish().catch(undefined)
const text = z.string().optional().catch(undefined)

/** What every payload of Slack may hold, read without trust: a field of another shape counts as absent. */
const Envelope = z
  .object({
    type: text,
    command: text,
    event_id: text,
    event: z.object({ type: text, channel: text, ts: text }).loose().optional().catch(undefined),
    trigger_id: text,
    response_url: text,
    team_id: text,
    team: Id,
    enterprise: Id,
    user: Id,
    view: z
      .object({ id: text, hash: text, callback_id: text, blocks: z.array(z.unknown()).optional().catch(undefined), state: z.unknown() })
      .loose()
      .optional()
      .catch(undefined),
    container: z.object({ message_ts: text }).loose().optional().catch(undefined),
    actions: z
      .array(z.object({ action_id: text, action_ts: text }).loose())
      .optional()
      .catch(undefined),
    challenge: text,
  })
  .loose()
export type Envelope = z.infer<typeof Envelope>

/** What kind of thing Slack sent. `suggestion` only asks for options; `other` is nothing that why403 knows. */
export type PayloadKind = 'event' | 'command' | 'press' | 'submission' | 'closed' | 'shortcut' | 'suggestion' | 'other'

/** Reads a payload; undefined when it is not a JSON object. */
export function readEnvelope(value: unknown): Envelope | undefined {
  const read = Envelope.safeParse(value)
  return read.success ? read.data : undefined
}

/** The events of the manifest. */
const EVENTS: ReadonlySet<string | undefined> = new Set(['app_mention', 'app_home_opened', 'app_uninstalled', 'tokens_revoked'])

/** What kind of thing this is. https://docs.slack.dev/interactivity/handling-user-interaction */
export function kindOf(body: Envelope): PayloadKind {
  if (body.event) return EVENTS.has(body.event.type) ? 'event' : 'other'
  if (body.command !== undefined) return 'command'
  switch (body.type) {
    case 'block_actions':
      return 'press'
    case 'view_submission':
      return 'submission'
    case 'view_closed':
      return 'closed'
    case 'shortcut':
    case 'message_action':
      return 'shortcut'
    case 'block_suggestion':
      return 'suggestion'
    default:
      return 'other'
  }
}

/**
 * The same for every delivery of the same thing: the message of a mention, which more than one event may tell of,
 * `event_id` of other events, `trigger_id` of commands and shortcuts, place, time and `trigger_id` of a press, view, hash
 * and values of a submission. Without any of these, the payload itself.
 */
export function inboxKey(kind: PayloadKind, body: Envelope): string {
  const team = body.team_id ?? body.team?.id ?? body.enterprise?.id ?? 'none'
  const key = (...parts: (string | undefined)[]) => [kind, team, ...parts.map((part) => part ?? '')].join('/').slice(0, 500)
  if (body.event?.type === 'app_mention' && body.event.channel && body.event.ts)
    return key('mention', body.event.channel, body.event.ts, body.event.edited === undefined ? '' : 'edited')
  if (kind === 'event' && body.event_id) return key(body.event_id)
  if (kind === 'submission' && body.view?.id) return key(body.view.id, body.view.hash, digest(body.view.state))
  if (kind === 'press' && body.actions?.[0]?.action_ts) {
    const { action_id, action_ts } = body.actions[0]
    return key(body.container?.message_ts ?? body.view?.id, body.user?.id, action_id, action_ts, body.trigger_id)
  }
  return key(body.trigger_id ?? digest(body))
}

function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
    .slice(0, 32)
}
