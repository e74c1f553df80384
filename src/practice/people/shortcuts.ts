import type { Core } from '../core.ts'
import { interactionParcel } from '../delivery/parcels.ts'
import type { Delivery } from '../delivery/sender.ts'
import { findChannel, findPerson } from '../workspace/find.ts'
import { messageJson } from '../workspace/message-json.ts'
import { issueResponseUrl } from '../workspace/response-urls.ts'
import type { Message } from '../workspace/state.ts'
import { issueTrigger } from '../workspace/triggers.ts'
import { actionTs, payloadChannel, payloadHead, responseUrl } from './payload-parts.ts'
import { richTextOf } from './rich-text.ts'
import { failureOf, tell } from './tell.ts'

/** The shortcuts that the app's manifest declares, as people see them. */
export const SHORTCUTS = [
  { type: 'message', callbackId: 'why403_from_message', name: 'Why 403?' },
  { type: 'global', callbackId: 'why403_start', name: 'Ask why403' },
] as const

/** Picks a shortcut from a message's "more actions" menu. */
export async function messageShortcut(core: Core, input: { user: string; message: Message; callbackId: string }): Promise<Delivery> {
  const { workspace } = core
  const { message } = input
  const person = findPerson(workspace, input.user)
  const source = { ts: message.ts, ...(message.threadTs ? { threadTs: message.threadTs } : {}) }
  const urlId = issueResponseUrl(workspace, { user: person.id, channel: message.channel, source })
  return sendShortcut(core, person.id, {
    ...payloadHead('message_action', person),
    action_ts: actionTs(core),
    channel: payloadChannel(findChannel(workspace, message.channel)),
    callback_id: input.callbackId,
    trigger_id: issueTrigger(workspace, { user: person.id, channel: message.channel }),
    message_ts: message.ts,
    message: { blocks: [richTextOf(message.text)], ...messageJson(workspace, message) },
    response_url: responseUrl(core, urlId),
  })
}

/** Picks a shortcut from the workspace's menu. */
export async function globalShortcut(core: Core, input: { user: string; callbackId: string }): Promise<Delivery> {
  const person = findPerson(core.workspace, input.user)
  return sendShortcut(core, person.id, {
    ...payloadHead('shortcut', person),
    action_ts: actionTs(core),
    callback_id: input.callbackId,
    trigger_id: issueTrigger(core.workspace, { user: person.id }),
  })
}

async function sendShortcut(core: Core, user: string, payload: Record<string, unknown>): Promise<Delivery> {
  const delivery = await core.send(interactionParcel(payload))
  const failure = failureOf(delivery)
  if (failure) tell(core, user, `The shortcut did not work (${failure}). Try again.`)
  return delivery
}
