import { z } from 'zod'
import { findChannelForApp, findPerson } from '../../workspace/find.ts'
import { messageJson } from '../../workspace/message-json.ts'
import { postMessage } from '../../workspace/post-message.ts'
import { ApiRefusal } from '../api-refusal.ts'
import { messageFields, readBlocks, readMetadata } from '../message-arguments.ts'
import { defineMethod, TIER } from '../method.ts'

const Post = z.looseObject({ channel: z.string(), thread_ts: z.string().optional(), ...messageFields })
type Post = z.infer<typeof Post>

function draftOf(args: Post) {
  const blocks = readBlocks(args.blocks)
  const metadata = readMetadata(args.metadata)
  if (!args.text && !blocks?.length) throw new ApiRefusal('no_text')
  return {
    text: args.text ?? '',
    ...(blocks?.length ? { blocks } : {}),
    ...(metadata ? { metadata } : {}),
    ...(args.thread_ts ? { threadTs: args.thread_ts } : {}),
  }
}

/** Public channels take a post from outside too (chat:write.public). docs.slack.dev/reference/methods/chat.postMessage */
export const chatPostMessage = defineMethod({
  scope: 'chat:write',
  perMinute: null,
  args: Post,
  run(args, { workspace }) {
    const channel = findChannelForApp(workspace, args.channel)
    const message = postMessage(workspace, { channel: channel.id, ...draftOf(args) })
    return { channel: channel.id, ts: message.ts, message: messageJson(workspace, message, true) }
  },
})

/** docs.slack.dev/reference/methods/chat.postEphemeral */
export const chatPostEphemeral = defineMethod({
  scope: 'chat:write',
  perMinute: TIER.four,
  args: Post.extend({ user: z.string() }),
  run(args, { workspace }) {
    const channel = findChannelForApp(workspace, args.channel)
    const person = findPerson(workspace, args.user)
    if (!channel.members.includes(person.id)) throw new ApiRefusal('user_not_in_channel')
    const message = postMessage(workspace, { channel: channel.id, onlyFor: person.id, ...draftOf(args) })
    return { message_ts: message.ts }
  },
})
