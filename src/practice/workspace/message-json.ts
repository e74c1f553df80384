import { APP, type Message } from './state.ts'
import type { Workspace } from './workspace.ts'

/** A message as Slack's API and payloads show it; metadata only where it was asked for. */
export function messageJson({ state }: Workspace, message: Message, withMetadata = false): Record<string, unknown> {
  const replies = state.messages.filter(
    (one) => one.channel === message.channel && one.threadTs === message.ts && one.ts !== message.ts && !one.onlyFor,
  )
  return {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: APP.teamId,
    ...(message.byApp ? { bot_id: APP.botId, app_id: APP.appId } : {}),
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(replies.length > 0 ? { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts } : {}),
    ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
    ...(message.reactions.length > 0 ? { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) } : {}),
    ...(message.onlyFor ? { is_ephemeral: true } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  }
}
