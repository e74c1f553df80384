import type { Block } from '../block-kit/blocks.ts'
import { POST_TEXT_MAX } from '../block-kit/limits.ts'
import { ApiRefusal } from '../web-api/api-refusal.ts'
import { nextTs } from './next-ts.ts'
import { APP, type Message } from './state.ts'
import type { Workspace } from './workspace.ts'

/** What a message is made of. `user` is the app's bot unless given. */
type Draft = {
  channel: string
  text: string
  blocks?: Block[]
  threadTs?: string
  user?: string
  onlyFor?: string
  metadata?: Message['metadata']
}

/**
 * Puts a message into its channel or thread; longer text is cut.
 * @throws `invalid_thread_ts` when the thread's first message is not there or is itself a reply.
 */
export function postMessage(workspace: Workspace, draft: Draft): Message {
  const { user = APP.botUserId, text, ...rest } = draft
  if (draft.threadTs) checkThread(workspace, draft.channel, draft.threadTs)
  const byApp = user === APP.botUserId
  const message: Message = { ...rest, user, byApp, text: text.slice(0, POST_TEXT_MAX), ts: nextTs(workspace), reactions: [] }
  workspace.state.messages.push(message)
  workspace.changed()
  return message
}

function checkThread({ state }: Workspace, channel: string, threadTs: string): void {
  const parent = state.messages.find((one) => one.channel === channel && one.ts === threadTs)
  if (!parent || (parent.threadTs && parent.threadTs !== parent.ts)) throw new ApiRefusal('invalid_thread_ts')
}
