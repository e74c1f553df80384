import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { AppHome } from './app-home.js'
import { ChannelView } from './channel-view.js'
import { sendDeed } from './deeds.js'
import { html } from './html.js'
import { useLive } from './live.js'
import { ModalView } from './modal-view.js'
import { FaultBanner } from './panels/fault-banner.js'
import { TryPanel } from './panels/try-panel.js'
import { Toasts } from './parts/toasts.js'
import { usePlace } from './place.js'
import { Sidebar } from './sidebar.js'
import { ThreadPane } from './thread-pane.js'
import { WorkspaceContext } from './workspace-context.js'

/** The whole page: sidebar, channel or home, and beside it a thread or the things to try. */
export function App() {
  const [place, go] = usePlace()
  const { around, messages, connected } = useLive(place.user)
  const [drawer, setDrawer] = useState('')
  const [toasts, toast, dropToast] = useToasts()
  const composer = useRef(null)
  useEffect(() => setDrawer(''), [place.room, place.thread, place.user])
  const context = useMemo(() => {
    const deed = async (kind, fields) => {
      const came = await sendDeed(around.me, kind, fields)
      if (came.failure && kind !== 'submit') toast(came.failure)
      return came
    }
    return around && { around, messages, place, go, deed, toast, composer, setDrawer }
  }, [around, messages, place.user, place.room, place.thread])
  if (!context) return html`<p class="waiting" role="status">Opening the practice workspace…</p>`
  const room = around.channels.find((channel) => channel.name === place.room && channel.kind !== 'im')
  const modal = around.modals.at(-1)
  return html`<${WorkspaceContext.Provider} value=${context}>
    <div class="app" data-drawer=${drawer} data-thread=${place.thread ? 'open' : ''}>
      <a class="skip" href="#composer" onClick=${(event) => skipTo(event, composer)}>Go to the message box</a>
      <${Sidebar} />
      <main class="room">
        <${FaultBanner} connected=${connected} />
        ${place.room === 'home' ? html`<${AppHome} />` : html`<${ChannelView} channel=${room ?? around.channels[0]} />`}
      </main>
      ${place.thread && html`<${ThreadPane} key=${place.thread} ts=${place.thread} />`}
      <${TryPanel} />
      ${drawer && html`<button type="button" class="shade" aria-label="Close the panel" onClick=${() => setDrawer('')}></button>`}
    </div>
    ${modal && html`<${ModalView} key=${modal.id} view=${modal} depth=${around.modals.length} />`}
    <${Toasts} toasts=${toasts} onDrop=${dropToast} />
  <//>`
}

function skipTo(event, composer) {
  event.preventDefault()
  composer.current?.focus()
}

function useToasts() {
  const [toasts, setToasts] = useState([])
  const drop = (id) => setToasts((all) => all.filter((one) => one.id !== id))
  const add = (text) => {
    const id = crypto.randomUUID()
    setToasts((all) => [...all.slice(-2), { id, text }])
    setTimeout(() => drop(id), 8000)
  }
  return [toasts, add, drop]
}
