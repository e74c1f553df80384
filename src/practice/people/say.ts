import type { Core } from '../core.ts'
import { sendEvent } from '../delivery/send-event.ts'
import type { Delivery } from '../delivery/sender.ts'
import { findChannel, findPerson } from '../workspace/find.ts'
import { nextTs } from '../workspace/next-ts.ts'
import { postMessage } from '../workspace/post-message.ts'
import { APP, type Message } from '../workspace/state.ts'
import { messageText } from './message-text.ts'
import { richTextOf } from './rich-text.ts'

type Said = { user: string; channel: string; text: string; threadTs?: string }

/** A message as typed; when it names the app in a channel of the app's, the app gets `app_mention`. `event` settles with its delivery. */
export function say(core: Core, said: Said): { message: Message; event: Promise<Delivery | null> } {
  const { workspace } = core
  const person = findPerson(workspace, said.user)
  const channel = findChannel(workspace, said.channel)
  const text = messageText(workspace, said.text)
  const thread = said.threadTs ? { threadTs: said.threadTs } : {}
  const message = postMessage(workspace, { channel: channel.id, user: person.id, text, ...thread })
  const event = text.includes(`<@${APP.botUserId}>`) ? mention(core, message) : Promise.resolve(null)
  return { message, event }
}

async function mention(core: Core, message: Message): Promise<Delivery | null> {
  const channel = findChannel(core.workspace, message.channel)
  if (!channel.members.includes(APP.botUserId)) {
    const text = `why403 is not in this channel. Type /invite @${APP.name} to add it.`
    postMessage(core.workspace, { channel: channel.id, user: 'USLACKBOT', onlyFor: message.user, text })
    return null
  }
  return sendEvent(core, {
    type: 'app_mention',
    user: message.user,
    text: message.text,
    ts: message.ts,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    team: APP.teamId,
    channel: message.channel,
    event_ts: message.ts,
    client_msg_id: core.workspace.newId(),
    blocks: [richTextOf(message.text)],
  })
}

/** Lets `user` invite the app into a channel, as `/invite @why403` does. */
export function inviteApp({ workspace }: Core, input: { user: string; channel: string }): void {
  const channel = findChannel(workspace, input.channel)
  if (channel.members.includes(APP.botUserId)) return
  channel.members.push(APP.botUserId)
  const text = `<@${findPerson(workspace, input.user).id}> added <@${APP.botUserId}> to this channel.`
  workspace.state.messages.push({ channel: channel.id, ts: nextTs(workspace), user: 'USLACKBOT', text, byApp: false, reactions: [] })
  workspace.changed()
}
