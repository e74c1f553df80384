import { html } from './html.js'
import { FaultsButton } from './panels/faults-dialog.js'
import { Avatar } from './parts/avatar.js'
import { ChannelMark, Icon } from './parts/icons.js'
import { Menu } from './parts/menu.js'
import { useWorkspace } from './workspace-context.js'

/** The workspace's name, its channels, the app, and who one is. */
export function Sidebar() {
  const { around, place, go, deed } = useWorkspace()
  const channels = around.channels.filter((channel) => channel.kind !== 'im')
  const entry = (room, inner) => html`<li key=${room}>
    <button type="button" aria-current=${place.room === room ? 'page' : undefined} onClick=${() => go({ room, thread: undefined })}>${inner}</button>
  </li>`
  return html`<nav class="sidebar" aria-label="Workspace">
    <div class="workspace-name"><strong>Practice</strong><small>a local stand-in for Slack</small></div>
    <h2>Channels</h2>
    <ul>${channels.map((channel) => entry(channel.name, html`<${ChannelMark} channel=${channel} /><span>${channel.name}</span>`))}</ul>
    <h2>Apps</h2>
    <ul>${entry('home', html`<img class="avatar s" src="/practice/page/icon.svg" alt="" /><span>${around.app.name}</span>`)}</ul>
    <h2>Shortcuts</h2>
    <ul>
      ${around.shortcuts
        .filter((one) => one.type === 'global')
        .map(
          (one) =>
            html`<li key=${one.callbackId}><button type="button" onClick=${() => deed('global-shortcut', { callbackId: one.callbackId })}><${Icon} name="bolt" /><span>${one.name}</span></button></li>`,
        )}
    </ul>
    <div class="sidebar-foot">
      <${FaultsButton} />
      <${PersonMenu} />
    </div>
  </nav>`
}

function PersonMenu() {
  const { around, go } = useWorkspace()
  const me = around.people.find((person) => person.id === around.me)
  const others = around.people.filter((person) => !person.bot)
  const entries = others.map((person) => ({
    label: html`<span class="person"><${Avatar} user=${person.id} size="s" />${person.realName}</span>`,
    hint: person.id === around.me ? 'you' : '',
    onPick: () => go({ user: person.name }),
  }))
  const face = html`<${Avatar} user=${around.me} size="s" /><span class="person-name"><small>You are</small>${me?.realName}</span>`
  return html`<${Menu} label=${`You are ${me?.realName}. Be someone else`} face=${face} entries=${entries} className="person-menu" align="up" />`
}
