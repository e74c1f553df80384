import { Composer } from './composer/composer.js'
import { html } from './html.js'
import { MessageList } from './message-list.js'
import { Icon } from './parts/icons.js'
import { useWorkspace } from './workspace-context.js'

/** A thread beside its channel. */
export function ThreadPane({ ts }) {
  const { around, messages, place, go } = useWorkspace()
  const root = messages.find((one) => one.ts === ts)
  const channel = around.channels.find((one) => one.id === root?.channel) ?? around.channels.find((one) => one.name === place.room)
  const thread = messages.filter((one) => one.ts === ts || (one.threadTs === ts && one.channel === root?.channel))
  const close = () => go({ thread: undefined })
  return html`<aside class="pane thread" aria-label="Thread" onKeyDown=${(event) => event.key === 'Escape' && !event.defaultPrevented && close()}>
    <header class="pane-head">
      <h2>Thread <small>#${channel?.name}</small></h2>
      <button type="button" class="icon-button" aria-label="Close the thread" onClick=${close}><${Icon} name="close" /></button>
    </header>
    <${MessageList} messages=${thread} inThread=${true}>${!root && html`<p class="empty">This message is not there any more.</p>`}<//>
    ${root && channel && html`<${Composer} channel=${channel} threadTs=${ts} />`}
  </aside>`
}
