import type { Turn } from '../receiver/turn.ts'
import { notice } from '../views/notice.ts'
import type { Rendered } from '../views/rendered.ts'
import type { Desk } from './desk.ts'

/** Says something to the person who sent a turn, and to nobody else. */
export type Reply = (message: Rendered | string) => Promise<void>

/** Replies to a command: in the answer while Slack waits for it, else through its response_url. */
export function replyToCommand(desk: Desk, turn: Turn): Reply {
  const responder = desk.responderFor(turn.body.response_url)
  return async (message) => {
    const rendered = typeof message === 'string' ? notice(message) : message
    if (await turn.ack({ response_type: 'ephemeral', ...rendered })) return
    await responder.whisper(rendered)
  }
}

/** Replies with an ephemeral message in a channel or thread: for what has no response_url. Slack being away is logged. */
export function replyInChannel(desk: Desk, at: { channel: string; user: string; threadTs?: string }): Reply {
  return async (message) => {
    const rendered = typeof message === 'string' ? notice(message) : message
    const args = { channel: at.channel, user: at.user, ...(at.threadTs ? { thread_ts: at.threadTs } : {}), ...rendered }
    await desk.calls.press('chat.postEphemeral', args).catch((error: unknown) => {
      desk.incidents.log.warn({ error: String(error) }, 'A person could not be answered in Slack')
    })
  }
}
