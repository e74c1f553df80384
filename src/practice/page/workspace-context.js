import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** What every part of the page may use: `around`, `messages`, `place`, `go(change)`, `deed(kind, fields)`, `toast(text)`. */
export const WorkspaceContext = createContext(null)

/** The workspace as this person sees it. */
export const useWorkspace = () => useContext(WorkspaceContext)

/** A person's name by id, as shown beside a message. */
export function nameOf(around, id) {
  if (id === 'USLACKBOT') return 'Slackbot'
  return around.people.find((person) => person.id === id)?.realName ?? id
}
