import { z } from 'zod'
import { findChannelForApp, findPerson, openTalk } from '../../workspace/find.ts'
import { messageJson } from '../../workspace/message-json.ts'
import { APP, type Channel, type Message } from '../../workspace/state.ts'
import { ApiRefusal } from '../api-refusal.ts'
import { Count, defineMethod, Flag, type MethodPowers, TIER } from '../method.ts'

function channelJson(channel: Channel): Record<string, unknown> {
  const flags = { is_channel: channel.kind === 'public', is_im: channel.kind === 'im', is_private: channel.kind !== 'public' }
  return { id: channel.id, name: channel.name, ...flags, is_member: channel.members.includes(APP.botUserId), is_archived: false }
}

/** docs.slack.dev/reference/methods/conversations.info */
export const conversationsInfo = defineMethod({
  scope: null,
  perMinute: TIER.three,
  args: z.looseObject({ channel: z.string() }),
  run: (args, { workspace }) => ({ channel: channelJson(findChannelForApp(workspace, args.channel)) }),
})

/** A talk with one person. docs.slack.dev/reference/methods/conversations.open */
export const conversationsOpen = defineMethod({
  scope: 'im:write',
  perMinute: TIER.three,
  args: z.looseObject({ users: z.string() }),
  run: (args, { workspace }) => ({ channel: channelJson(openTalk(workspace, findPerson(workspace, args.users).id)) }),
})

const Page = z.looseObject({
  channel: z.string(),
  limit: Count.optional(),
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: Flag.optional(),
  include_all_metadata: Flag.optional(),
})
type Page = z.infer<typeof Page>

function readChannel({ workspace }: MethodPowers, args: Page): Message[] {
  const channel = findChannelForApp(workspace, args.channel)
  if (!channel.members.includes(APP.botUserId)) throw new ApiRefusal('not_in_channel')
  const { oldest = '', latest = '9' } = args
  const within = ({ ts }: Message) => (ts > oldest && ts < latest) || (args.inclusive && (ts === oldest || ts === latest))
  return workspace.state.messages.filter((message) => message.channel === channel.id && !message.onlyFor && within(message))
}

/** Newest first, replies left out. docs.slack.dev/reference/methods/conversations.history */
export const conversationsHistory = defineMethod({
  scope: 'channels:history',
  perMinute: TIER.three,
  args: Page,
  run(args, powers) {
    const found = readChannel(powers, args)
      .filter((message) => !message.threadTs || message.threadTs === message.ts)
      .toReversed()
    const messages = found.slice(0, args.limit ?? 100)
    return page(powers, args, { messages, hasMore: found.length > messages.length })
  },
})

/** The thread's first message, then its replies in order. docs.slack.dev/reference/methods/conversations.replies */
export const conversationsReplies = defineMethod({
  scope: 'channels:history',
  perMinute: TIER.three,
  args: Page.extend({ ts: z.string() }),
  run(args, powers) {
    const all = readChannel(powers, { ...args, oldest: undefined, latest: undefined })
    const root = all.find((message) => message.ts === args.ts)
    if (!root) throw new ApiRefusal('thread_not_found')
    const replies = readChannel(powers, args).filter((message) => message.threadTs === root.ts && message.ts !== root.ts)
    const messages = [root, ...replies].slice(0, args.limit ?? 1000)
    return page(powers, args, { messages, hasMore: replies.length + 1 > messages.length })
  },
})

function page({ workspace }: MethodPowers, args: Page, found: { messages: Message[]; hasMore: boolean }): Record<string, unknown> {
  return {
    messages: found.messages.map((message) => messageJson(workspace, message, args.include_all_metadata)),
    has_more: found.hasMore,
    response_metadata: { next_cursor: '' },
  }
}
