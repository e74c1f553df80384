import { z } from 'zod'
import { findPerson } from '../../workspace/find.ts'
import { APP } from '../../workspace/state.ts'
import { ApiRefusal } from '../api-refusal.ts'
import { defineMethod, Flag, TIER } from '../method.ts'

/** docs.slack.dev/reference/methods/users.info */
export const usersInfo = defineMethod({
  scope: 'users:read',
  perMinute: TIER.four,
  args: z.looseObject({ user: z.string() }),
  run(args, { workspace }) {
    const person = findPerson(workspace, args.user)
    const profile = { real_name: person.realName, display_name: person.name }
    const user = { id: person.id, team_id: APP.teamId, name: person.name, real_name: person.realName, is_bot: Boolean(person.bot) }
    return { user: { ...user, deleted: false, tz: 'Etc/UTC', profile } }
  },
})

/** docs.slack.dev/reference/methods/usergroups.list */
export const usergroupsList = defineMethod({
  scope: 'usergroups:read',
  perMinute: TIER.two,
  args: z.looseObject({ include_users: Flag.optional() }),
  run: (args, { workspace }) => ({
    usergroups: workspace.state.groups.map(({ users, ...group }) => ({
      ...group,
      team_id: APP.teamId,
      is_usergroup: true,
      date_delete: 0,
      ...(args.include_users ? { users } : {}),
    })),
  }),
})

/** docs.slack.dev/reference/methods/usergroups.users.list */
export const usergroupsUsersList = defineMethod({
  scope: 'usergroups:read',
  perMinute: TIER.two,
  args: z.looseObject({ usergroup: z.string() }),
  run(args, { workspace }) {
    const group = workspace.state.groups.find((one) => one.id === args.usergroup)
    if (!group) throw new ApiRefusal('no_such_subteam')
    return { users: group.users }
  },
})
