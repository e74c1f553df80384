import type { Config } from '../config/config.ts'
import type { Log } from '../deps.ts'
import type { Directory } from './calls/directory.ts'

/** Whether somebody may have requests sent. `unknown`: Slack has not told yet who is in the groups. */
export type MayProbe = 'yes' | 'no' | 'unknown'

/** A person of Slack as a payload names them; events tell no name. */
export type Person = { id: string; name?: string }

/**
 * Who may open, approve and reopen: `access.mayProbe` and `access.admins`; unset means everyone. People are named by
 * their id, user groups by id or handle. What people are called grants nothing, since everybody may change that.
 */
export type Access = {
  /** Answers at once from what is known. */
  check(person: Pick<Person, 'id'>): MayProbe
  /** Asks Slack when that is needed. */
  settle(person: Pick<Person, 'id'>): Promise<MayProbe>
}

type Powers = { config: Config; directory: Directory; log: Log }

/** Access by configuration; groups come from `directory`. Without a `mayProbe` list nothing is ever asked. */
export function createAccess({ config, directory, log }: Powers): Access {
  const { mayProbe, admins = [] } = config.access
  const named = mayProbe && namesIn([...mayProbe, ...admins])
  const told = new Set<string>()

  function check({ id }: Pick<Person, 'id'>): MayProbe {
    if (!named || named.people.has(id)) return 'yes'
    if (named.groups.size === 0) return 'no'
    const groups = directory.groups()
    if (!groups) return 'unknown'
    return groups.some((group) => (named.groups.has(group.handle) || named.groups.has(group.id)) && group.users.has(id)) ? 'yes' : 'no'
  }

  function tellUnknown(groups: Awaited<ReturnType<Directory['readGroups']>>): void {
    const unknown = groups
      ? [...(named?.groups ?? [])].filter((name) => !groups.some(({ id, handle }) => name === id || name === handle))
      : []
    for (const name of unknown.filter((one) => !told.has(one))) {
      told.add(name)
      log.warn({ name }, 'access (why403.yaml) names no user group of this workspace here: name people by their id, U…')
    }
  }

  return {
    check,
    async settle(person) {
      const first = check(person)
      if (first !== 'unknown') return first
      tellUnknown(await directory.readGroups())
      return check(person)
    },
  }
}

/** Ids of people, and ids and handles of groups; handles are lower-case in Slack. */
function namesIn(entries: readonly string[]): { people: Set<string>; groups: Set<string> } {
  const names = entries.map((entry) => entry.replace(/^@/, ''))
  const isPerson = (name: string) => /^[UW][A-Z0-9]{5,}$/.test(name)
  const groups = names.filter((name) => !isPerson(name)).map((name) => (/^S[A-Z0-9]{5,}$/.test(name) ? name : name.toLowerCase()))
  return { people: new Set(names.filter(isPerson)), groups: new Set(groups) }
}
