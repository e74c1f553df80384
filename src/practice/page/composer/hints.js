import { html } from '../html.js'

/** The list above the message box. */
export function Hints({ hints, picked, onPick }) {
  if (hints.length === 0) return null
  const pick = (event, hint) => {
    event.preventDefault()
    onPick(hint)
  }
  return html`<ul class="hints" role="listbox" aria-label="Suggestions">
    ${hints.map(
      (
        hint,
        index,
      ) => html`<li key=${hint.title} role="option" aria-selected=${index === picked} onPointerDown=${(event) => pick(event, hint)}>
      <code>${hint.title}</code><span>${hint.says}</span>
    </li>`,
    )}
  </ul>`
}
