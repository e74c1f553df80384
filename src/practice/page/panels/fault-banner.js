import { html } from '../html.js'
import { useWorkspace } from '../workspace-context.js'
import { currentFault } from './faults.js'

/** Says that something is wrong: a fault on demand, or why403 itself out of reach. */
export function FaultBanner({ connected }) {
  const { around, deed } = useWorkspace()
  if (!connected) return html`<p class="banner bad" role="alert">why403 does not answer. This page goes on by itself when it is back.</p>`
  if (around.faults.length === 0) return null
  const fault = currentFault(around.faults)
  return html`<p class="banner" role="status"><span><strong>${fault.name}.</strong> ${fault.says}</span>
    <button type="button" class="button small" onClick=${() => deed('faults', { rules: [] })}>Repair it</button></p>`
}
