import { useState } from 'preact/hooks'
import { html } from '../html.js'
import { Dialog } from '../parts/dialog.js'
import { Icon } from '../parts/icons.js'
import { useWorkspace } from '../workspace-context.js'
import { currentFault, FAULTS } from './faults.js'

/** Opens the choice of what goes wrong with Slack. */
export function FaultsButton() {
  const { around, deed } = useWorkspace()
  const [open, setOpen] = useState(false)
  const current = currentFault(around.faults)
  return html`<button type="button" class="foot-button" onClick=${() => setOpen(true)}><${Icon} name="bolt" /><span><small>Slack's health</small>${current.name}</span></button>
    ${
      open &&
      html`<${Dialog} label="Slack's health" className="faults" onClose=${() => setOpen(false)}>
      <h2>What if Slack has trouble?</h2>
      <p class="muted">Let this Slack fail and see that nothing is lost or done twice.</p>
      <fieldset class="choices"><legend class="visually-hidden">Fault</legend>
        ${FAULTS.map(
          (fault) => html`<label key=${fault.id} class="choice">
          <input type="radio" name="fault" checked=${fault.id === current.id} onChange=${() => deed('faults', { rules: fault.rules })} />
          <span>${fault.name}<small>${fault.says}</small></span>
        </label>`,
        )}
      </fieldset>
      <div class="dialog-foot"><button type="button" class="button primary" onClick=${() => setOpen(false)}>Done</button></div>
    <//>`
    }`
}
