import { Blocks } from './blocks/blocks.js'
import { useSurface } from './blocks/use-surface.js'
import { html } from './html.js'
import { Avatar } from './parts/avatar.js'
import { Icon } from './parts/icons.js'
import { Menu } from './parts/menu.js'
import { timeOf, whenOf } from './parts/time.js'
import { Mrkdwn } from './text/draw-mrkdwn.js'
import { emojiOf } from './text/emoji.js'
import { nameOf, useWorkspace } from './workspace-context.js'

/** One message with its actions; `inThread` leaves out the way to its thread. */
export function MessageItem({ message, inThread = false }) {
  const { around } = useWorkspace()
  const name = nameOf(around, message.user)
  return html`<article class=${`message ${message.onlyFor ? 'ephemeral' : ''} ${message.byApp ? 'by-app' : ''}`} data-ts=${message.ts} aria-label=${`${name}, ${whenOf(message.ts)}`}>
    <${Avatar} user=${message.user} />
    <div class="message-main">
      ${message.onlyFor && html`<p class="only-you"><${Icon} name="eye" /> Only visible to you</p>`}
      <header><strong>${name}</strong>${message.byApp && html`<span class="badge">APP</span>`}<time title=${whenOf(message.ts)}>${timeOf(message.ts)}</time></header>
      <${Body} message=${message} />
      <${Reactions} reactions=${message.reactions} />
      ${!inThread && !message.onlyFor && html`<${Replies} message=${message} />`}
      ${message.onlyFor && html`<${Dismiss} message=${message} />`}
    </div>
    ${!message.onlyFor && html`<${Tools} message=${message} inThread=${inThread} />`}
  </article>`
}

function Body({ message }) {
  const surface = useSurface({ message: { channel: message.channel, ts: message.ts } }, message.blocks ?? [])
  const edited = message.editedTs && !message.byApp && html`<small class="edited">(edited)</small>`
  if (message.blocks?.length) return html`<${Blocks} blocks=${message.blocks} surface=${surface} />`
  return html`<div class="text"><${Mrkdwn} text=${message.text} />${edited}</div>`
}

function Reactions({ reactions }) {
  if (reactions.length === 0) return null
  return html`<p class="reactions">${reactions.map((one) => html`<span key=${one.name} title=${one.name}>${emojiOf(one.name)} ${one.users.length}</span>`)}</p>`
}

function Replies({ message }) {
  const { messages, go } = useWorkspace()
  const replies = messages.filter((one) => one.threadTs === message.ts && one.ts !== message.ts && one.channel === message.channel)
  if (replies.length === 0) return null
  const people = [...new Set(replies.map((reply) => reply.user))].slice(0, 4)
  return html`<button type="button" class="replies" onClick=${() => go({ thread: message.ts })}>
    ${people.map((user) => html`<${Avatar} key=${user} user=${user} size="s" />`)}
    <strong>${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}</strong><span>Last reply ${whenOf(replies.at(-1).ts)}</span>
  </button>`
}

function Dismiss({ message }) {
  const { deed } = useWorkspace()
  return html`<button type="button" class="link-button" onClick=${() => deed('dismiss', { channel: message.channel, ts: message.ts })}>Dismiss message</button>`
}

function Tools({ message, inThread }) {
  const { around, go, deed } = useWorkspace()
  const shortcuts = around.shortcuts.filter((one) => one.type === 'message')
  const entries = shortcuts.map(({ callbackId, name }) => ({
    label: name,
    hint: around.app.name,
    onPick: () => deed('message-shortcut', { callbackId, channel: message.channel, ts: message.ts }),
  }))
  return html`<div class="tools">
    ${!inThread && html`<button type="button" aria-label="Reply in thread" title="Reply in thread" onClick=${() => go({ thread: message.ts })}><${Icon} name="thread" /></button>`}
    <${Menu} label="More actions" face=${html`<${Icon} name="more" />`} entries=${entries} />
  </div>`
}
