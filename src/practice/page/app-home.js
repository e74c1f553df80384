import { useEffect, useState } from 'preact/hooks'
import { Blocks } from './blocks/blocks.js'
import { useSurface } from './blocks/use-surface.js'
import { Composer } from './composer/composer.js'
import { html } from './html.js'
import { MessageList } from './message-list.js'
import { Icon } from './parts/icons.js'
import { useWorkspace } from './workspace-context.js'

/** The app's own place: its Home tab, drawn from the view it publishes, and the talk with it. */
export function AppHome() {
  const { around, deed, setDrawer } = useWorkspace()
  const [tab, setTab] = useState('home')
  useEffect(() => {
    deed('home')
  }, [around.me])
  const talk = around.channels.find((channel) => channel.kind === 'im')
  const tabButton = (name, label) =>
    html`<button type="button" role="tab" aria-selected=${tab === name} onClick=${() => setTab(name)}>${label}</button>`
  return html`<header class="room-head with-tabs">
      <button type="button" class="icon-button narrow-only" aria-label="Channels" onClick=${() => setDrawer('sidebar')}><${Icon} name="menu" /></button>
      <h1><img class="avatar s" src="/practice/page/icon.svg" alt="" />${around.app.name}</h1>
      <div class="tabs" role="tablist">${tabButton('home', 'Home')}${tabButton('messages', 'Messages')}</div>
    </header>
    ${tab === 'home' ? html`<${Home} view=${around.home} />` : talk && html`<${Talk} channel=${talk} />`}`
}

function Home({ view }) {
  const surface = useSurface({ view: view?.id }, view?.content.blocks ?? [])
  if (!view) return html`<p class="empty" role="status">The app has not drawn its Home tab yet.</p>`
  return html`<div class="home" tabindex="0"><div class="home-inner"><${Blocks} blocks=${view.content.blocks} surface=${surface} /></div></div>`
}

function Talk({ channel }) {
  const { messages } = useWorkspace()
  const shown = messages.filter((one) => one.channel === channel.id && (!one.threadTs || one.threadTs === one.ts))
  return html`<${MessageList} messages=${shown} /><${Composer} channel=${{ ...channel, name: 'why403' }} />`
}
