import { html } from '../html.js'
import { TextObject } from '../text/text-object.js'
import { Dialog } from './dialog.js'

/** The question that an element asks before it acts. */
export function Confirm({ confirm, onYes, onNo }) {
  return html`<${Dialog} label=${confirm.title.text} className="confirm" onClose=${onNo}>
    <h2>${confirm.title.text}</h2>
    <p><${TextObject} text=${confirm.text} /></p>
    <div class="dialog-foot">
      <button type="button" class="button" onClick=${onNo}>${confirm.deny.text}</button>
      <button type="button" class=${`button ${confirm.style ?? 'primary'}`} onClick=${onYes}>${confirm.confirm.text}</button>
    </div>
  <//>`
}
