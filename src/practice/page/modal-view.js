import { useState } from 'preact/hooks'
import { Blocks } from './blocks/blocks.js'
import { useSurface } from './blocks/use-surface.js'
import { html } from './html.js'
import { Dialog } from './parts/dialog.js'
import { Icon } from './parts/icons.js'
import { useWorkspace } from './workspace-context.js'

/** The top modal: its blocks, its submit button, the app's complaints beside the inputs. */
export function ModalView({ view, depth }) {
  const { deed } = useWorkspace()
  const [state, setState] = useState({ errors: {}, failure: '', busy: false })
  const { title, submit, close, blocks } = view.content
  const surface = useSurface({ view: view.id }, blocks, state.errors)
  const leave = (all) => deed('close', { view: view.id, all })
  const send = async (event) => {
    event.preventDefault()
    setState({ errors: {}, failure: '', busy: true })
    const came = await deed('submit', { view: view.id, values: surface.values })
    setState({ errors: came.errors ?? {}, failure: came.failure ?? '', busy: false })
  }
  return html`<${Dialog} label=${title.text} className="modal" onClose=${() => leave(false)}>
    <form onSubmit=${send} novalidate>
      <header class="modal-head">
        ${depth > 1 ? html`<button type="button" class="icon-button" aria-label="Back" onClick=${() => leave(false)}><${Icon} name="back" /></button>` : html`<img class="avatar s" src="/practice/page/icon.svg" alt="" />`}
        <h2>${title.text}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick=${() => leave(true)}><${Icon} name="close" /></button>
      </header>
      <div class="modal-body">
        ${state.failure && html`<p class="modal-failure" role="alert">${state.failure}</p>`}
        <${Blocks} blocks=${blocks} surface=${surface} />
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button" onClick=${() => leave(false)}>${close?.text ?? (submit ? 'Cancel' : 'Close')}</button>
        ${submit && html`<button type="submit" class=${`button primary ${state.busy ? 'busy' : ''}`} disabled=${state.busy}>${submit.text}</button>`}
      </footer>
    </form>
  <//>`
}
