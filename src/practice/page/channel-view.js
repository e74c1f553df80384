import { Composer } from './composer/composer.js'
import { html } from './html.js'
import { MessageList } from './message-list.js'
import { ChannelMark, Icon } from './parts/icons.js'
import { useWorkspace } from './workspace-context.js'

/** A channel: its head, its messages without the replies, its message box. */
export function ChannelView({ channel }) {
  const { messages, setDrawer } = useWorkspace()
  const shown = messages.filter((one) => one.channel === channel.id && (!one.threadTs || one.threadTs === one.ts))
  return html`<header class="room-head">
      <button type="button" class="icon-button narrow-only" aria-label="Channels" onClick=${() => setDrawer('sidebar')}><${Icon} name="menu" /></button>
      <h1><${ChannelMark} channel=${channel} />${channel.name}</h1>
      <p class="topic">${channel.topic}</p>
      <button type="button" class="button small try-button" onClick=${() => setDrawer('try')}><${Icon} name="spark" /> Things to try</button>
    </header>
    <${MessageList} key=${channel.id} messages=${shown}>${shown.length === 0 && html`<${Welcome} channel=${channel} />`}<//>
    <${Composer} key=${`c-${channel.id}`} channel=${channel} />`
}

function Welcome({ channel }) {
  const { composer } = useWorkspace()
  const start = () => composer.current?.fill('/why403 help')
  return html`<section class="welcome">
    <img src="/practice/page/icon.svg" alt="" />
    <h2>This is <span class="nowrap">#${channel.name}</span>, a channel to practise in</h2>
    <p>It looks and works like Slack, and everything stays on this machine. Ask why a request is forbidden by typing <code>/why403</code> and an address, or pick a refusal from <em>Things to try</em>.</p>
    <button type="button" class="button primary" onClick=${start}>Start with <code>/why403 help</code></button>
  </section>`
}
