import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { isWhy403Error } from '../../errors.ts'
import { keepReading } from './kept-reading.ts'
import type { Call } from './slack-calls.ts'

const FRESH_MS = 5 * 60_000
/** How long Slack is left alone after it did not tell the groups. */
export const DIRECTORY_RETRY_MS = 15_000

const Groups = z.object({ usergroups: z.array(z.object({ id: z.string(), handle: z.string(), users: z.array(z.string()).optional() })) })
const Members = z.object({ users: z.array(z.string()) })
const User = z.object({ user: z.object({ name: z.string(), profile: z.object({ display_name: z.string().optional() }).optional() }) })

type Group = { id: string; handle: string; users: ReadonlySet<string> }

/** Who is who in the workspace: user groups and names, read rarely and kept. A failed reading keeps what was known. */
export type Directory = {
  /** What is known now; undefined before the first reading. Never waits; asks for a fresh reading when it is old. */
  groups(): readonly Group[] | undefined
  /** Waits for a reading if none was made or it is old; undefined when Slack does not tell. */
  readGroups(): Promise<readonly Group[] | undefined>
  /** A user's name; the id when Slack does not tell. */
  userName(user: string): Promise<string>
  /** The mention of `handle` (`@team`, `U…`, `S…`); undefined when it is neither a group nor an id, null when Slack is away. */
  mention(handle: string): Promise<string | null | undefined>
}

/** A directory over `call`; reads nothing until it is asked. */
export function createDirectory({ call, deps }: { call: Call; deps: Deps }): Directory {
  const names = new Map<string, string>()
  let isAway = false
  const kept = keepReading({
    read: () => readAll(call),
    nowMs: () => deps.now().getTime(),
    freshMs: FRESH_MS,
    retryMs: DIRECTORY_RETRY_MS,
    failed: (error) => {
      isAway = isWhy403Error(error, 'slack.unavailable')
      deps.log.warn({ error: String(error) }, 'Slack did not tell the user groups')
    },
  })
  return {
    groups() {
      void kept.refresh()
      return kept.known()
    },
    readGroups: kept.refresh,
    async userName(user) {
      const name = names.get(user) ?? (await readName(call, user))
      if (name !== undefined) names.set(user, name)
      return name ?? user
    },
    async mention(handle) {
      const id = handle.replace(/^@/, '')
      if (/^[UW][A-Z0-9]{5,}$/.test(id)) return `<@${id}>`
      if (/^S[A-Z0-9]{5,}$/.test(id)) return `<!subteam^${id}>`
      const groups = await kept.refresh()
      const group = groups?.find((one) => one.handle === id)
      return group ? `<!subteam^${group.id}>` : !groups && isAway ? null : undefined
    },
  }
}

async function readName(call: Call, user: string): Promise<string | undefined> {
  return User.safeParse(await call('users.info', { user }).catch(() => null)).data?.user.name
}

async function readAll(call: Call): Promise<Group[]> {
  const { usergroups } = Groups.parse(await call('usergroups.list', { include_users: true }))
  const groups: Group[] = []
  for (const { id, handle, users } of usergroups) {
    const members = users ?? Members.parse(await call('usergroups.users.list', { usergroup: id })).users
    groups.push({ id, handle, users: new Set(members) })
  }
  return groups
}
