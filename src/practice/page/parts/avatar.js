import { html } from '../html.js'
import { nameOf, useWorkspace } from '../workspace-context.js'

/** A person's square with initials, or the app's own sign. */
export function Avatar({ user, size = 'm' }) {
  const { around } = useWorkspace()
  if (user === around.app.userId) return html`<img class=${`avatar ${size}`} src="/practice/page/icon.svg" alt="" />`
  const name = nameOf(around, user)
  const initials = name
    .split(' ')
    .map((word) => word[0])
    .join('')
    .slice(0, 2)
  const at = around.people.findIndex((person) => person.id === user)
  const shade = at < 0 ? 4 : at % 4
  return html`<span class=${`avatar ${size} shade-${shade}`} aria-hidden="true">${initials}</span>`
}
