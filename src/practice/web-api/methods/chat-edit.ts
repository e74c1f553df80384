import { z } from 'zod'
import { UPDATE_TEXT_MAX } from '../../block-kit/limits.ts'
import { findChannelForApp, findMessage } from '../../workspace/find.ts'
import { messageJson } from '../../workspace/message-json.ts'
import { nextTs } from '../../workspace/next-ts.ts'
import { ApiRefusal } from '../api-refusal.ts'
import { messageFields, readBlocks, readMetadata } from '../message-arguments.ts'
import { defineMethod, TIER } from '../method.ts'

const place = { channel: z.string(), ts: z.string() }

/** Blocks that are not given stay; an empty list removes them. docs.slack.dev/reference/methods/chat.update */
export const chatUpdate = defineMethod({
  scope: 'chat:write',
  perMinute: TIER.three,
  args: z.looseObject({ ...place, ...messageFields }),
  run(args, { workspace }) {
    const channel = findChannelForApp(workspace, args.channel)
    if ((args.text ?? '').length > UPDATE_TEXT_MAX) throw new ApiRefusal('msg_too_long')
    const blocks = readBlocks(args.blocks)
    if (!args.text && !blocks?.length) throw new ApiRefusal('no_text')
    const message = findMessage(workspace, channel.id, args.ts)
    if (!message.byApp) throw new ApiRefusal('cant_update_message')
    message.text = args.text ?? message.text
    if (blocks?.length) message.blocks = blocks
    else if (blocks) delete message.blocks
    const metadata = readMetadata(args.metadata)
    if (metadata) message.metadata = metadata
    message.editedTs = nextTs(workspace)
    workspace.changed()
    return { channel: channel.id, ts: message.ts, text: message.text, message: messageJson(workspace, message, true) }
  },
})

/** docs.slack.dev/reference/methods/chat.delete */
export const chatDelete = defineMethod({
  scope: 'chat:write',
  perMinute: TIER.three,
  args: z.looseObject(place),
  run(args, { workspace }) {
    const channel = findChannelForApp(workspace, args.channel)
    const message = findMessage(workspace, channel.id, args.ts)
    if (!message.byApp) throw new ApiRefusal('cant_delete_message')
    workspace.state.messages = workspace.state.messages.filter((one) => one !== message)
    workspace.changed()
    return { channel: channel.id, ts: args.ts }
  },
})

/** docs.slack.dev/reference/methods/chat.getPermalink */
export const chatGetPermalink = defineMethod({
  scope: null,
  perMinute: null,
  args: z.looseObject({ channel: z.string(), message_ts: z.string() }),
  run(args, { workspace, baseUrl }) {
    const channel = findChannelForApp(workspace, args.channel)
    const message = findMessage(workspace, channel.id, args.message_ts)
    const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : ''
    return { channel: channel.id, permalink: `${baseUrl()}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}` }
  },
})
