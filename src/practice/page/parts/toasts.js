import { html } from '../html.js'
import { useWorkspace } from '../workspace-context.js'

/** What Slack and the page tell this person, at the edge of the screen. */
export function Toasts({ toasts, onDrop }) {
  const { around, deed } = useWorkspace()
  return html`<div class="toasts" role="status" aria-live="polite">
    ${around.notices.map((notice) => html`<${Toast} key=${notice.id} text=${notice.text} onDrop=${() => deed('read-notice', { id: notice.id })} />`)}
    ${toasts.map((toast) => html`<${Toast} key=${toast.id} text=${toast.text} onDrop=${() => onDrop(toast.id)} />`)}
  </div>`
}

function Toast({ text, onDrop }) {
  return html`<div class="toast"><span>${text}</span><button type="button" aria-label="Dismiss" onClick=${onDrop}>×</button></div>`
}
