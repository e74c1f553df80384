import { z } from 'zod'
import { APP } from '../../workspace/state.ts'
import { defineMethod } from '../method.ts'

/** docs.slack.dev/reference/methods/auth.test */
export const authTest = defineMethod({
  scope: null,
  perMinute: null,
  args: z.looseObject({}),
  run: (_args, { baseUrl }) => ({
    url: `${baseUrl()}/`,
    team: APP.teamDomain,
    user: APP.name,
    team_id: APP.teamId,
    user_id: APP.botUserId,
    bot_id: APP.botId,
    is_enterprise_install: false,
  }),
})

/** Where a Socket Mode client connects. docs.slack.dev/reference/methods/apps.connections.open */
export const appsConnectionsOpen = defineMethod({
  scope: null,
  perMinute: 50,
  args: z.looseObject({}),
  run: (_args, { socketUrl }) => ({ url: socketUrl() }),
})
