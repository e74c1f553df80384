import type { Config } from '../config/config.ts'
import type { Directory } from './calls/directory.ts'

/** Whether somebody may have requests sent. `unknown`: Slack has not told yet who is in the groups. */
export type MayProbe = 'yes' | 'no' | 'unknown'

/** A person of Slack as a payload names them; events tell no name. */
export type Person = { id: string; name?: string }

/** Who may open, approve and reopen: `access.mayProbe` and `access.admins`, users or user groups; unset means everyone. */
export type Access = {
  /** Answers at once from what is known. */
  check(person: Person): MayProbe
  /** Asks Slack when that is needed. */
  settle(person: Person): Promise<MayProbe>
}

/** Access by configuration; groups come from `directory`. Without a `mayProbe` list nothing is ever asked. */
export function createAccess({ config, directory }: { config: Config; directory: Directory }): Access {
  const { mayProbe, admins = [] } = config.access
  const allowed = mayProbe && [...mayProbe, ...admins].map((entry) => entry.replace(/^@/, ''))

  function check({ id, name }: Person): MayProbe {
    if (!allowed || allowed.includes(id) || (name !== undefined && allowed.includes(name))) return 'yes'
    const groups = directory.groups()
    if (!groups) return 'unknown'
    return groups.some((group) => (allowed.includes(group.handle) || allowed.includes(group.id)) && group.users.has(id)) ? 'yes' : 'no'
  }

  return {
    check,
    async settle(person) {
      const first = check(person)
      if (first === 'yes') return 'yes'
      await directory.readGroups()
      return check({ ...person, name: person.name ?? (await directory.userName(person.id)) })
    },
  }
}
