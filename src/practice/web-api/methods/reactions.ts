import { z } from 'zod'
import { findChannelForApp, findMessage } from '../../workspace/find.ts'
import { APP } from '../../workspace/state.ts'
import { ApiRefusal } from '../api-refusal.ts'
import { defineMethod, TIER } from '../method.ts'

/** docs.slack.dev/reference/methods/reactions.add */
export const reactionsAdd = defineMethod({
  scope: 'reactions:write',
  perMinute: TIER.three,
  args: z.looseObject({ channel: z.string(), timestamp: z.string(), name: z.string() }),
  run(args, { workspace }) {
    const channel = findChannelForApp(workspace, args.channel)
    const message = findMessage(workspace, channel.id, args.timestamp)
    if (!/^[a-z0-9_+'-]+$/.test(args.name)) throw new ApiRefusal('invalid_name')
    const there = message.reactions.find((reaction) => reaction.name === args.name)
    if (there?.users.includes(APP.botUserId)) throw new ApiRefusal('already_reacted')
    if (there) there.users.push(APP.botUserId)
    else message.reactions.push({ name: args.name, users: [APP.botUserId] })
    workspace.changed()
    return {}
  },
})
