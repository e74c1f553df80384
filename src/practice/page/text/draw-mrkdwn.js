import { html } from '../html.js'
import { placeOfPermalink } from '../permalink.js'
import { useWorkspace } from '../workspace-context.js'
import { emojiOf } from './emoji.js'
import { parseMrkdwn } from './mrkdwn.js'

/** Text in Slack's markup. */
export function Mrkdwn({ text, verbatim = false }) {
  return parseMrkdwn(text, { verbatim }).map((node, index) => html`<${Node} key=${index} node=${node} />`)
}

/** Text in which only emoji shortcodes mean anything. */
export function Plain({ text }) {
  return text.split(/(:[a-z0-9_+-]+:)/).map((part) => (/^:.+:$/.test(part) ? emojiOf(part.slice(1, -1)) : part))
}

function Node({ node }) {
  const children = node.children?.map((child, index) => html`<${Node} key=${index} node=${child} />`)
  switch (node.type) {
    case 'paragraph':
      return html`<span class="line">${children}</span>`
    case 'quote':
      return html`<blockquote>${children}</blockquote>`
    case 'pre':
      return html`<pre>${node.text}</pre>`
    case 'bold':
      return html`<strong>${children}</strong>`
    case 'italic':
      return html`<em>${children}</em>`
    case 'strike':
      return html`<s>${children}</s>`
    case 'code':
      return html`<code>${node.text}</code>`
    case 'emoji':
      return emojiOf(node.text)
    case 'link':
      return html`<${Link} url=${node.url}>${node.text}<//>`
    case 'user':
    case 'channel':
    case 'group':
    case 'special':
      return html`<${Mention} node=${node} />`
    default:
      return node.text
  }
}

/** A link. One to a message here is followed here; any other opens elsewhere and tells nothing of this page. */
export function Link({ url, children }) {
  const { around, go } = useWorkspace()
  const place = placeOfPermalink(url, around.channels)
  const follow = (event) => {
    event.preventDefault()
    go(place)
  }
  if (!/^(https?:|mailto:)/i.test(url)) return children
  return html`<a href=${url} target="_blank" rel="noopener noreferrer" onClick=${place ? follow : undefined}>${children}</a>`
}

function Mention({ node }) {
  const { around } = useWorkspace()
  if (node.type === 'special') return html`<span class="mention loud">@${node.text.split('^')[0]}</span>`
  if (node.type === 'channel')
    return html`<span class="mention">#${around.channels.find((one) => one.id === node.id)?.name ?? node.text ?? 'private-channel'}</span>`
  if (node.type === 'group')
    return html`<span class="mention">@${around.groups.find((one) => one.id === node.id)?.handle ?? node.text ?? node.id}</span>`
  const person = around.people.find((one) => one.id === node.id)
  return html`<span class=${`mention ${node.id === around.me ? 'me' : ''}`}>@${person?.realName ?? node.text ?? node.id}</span>`
}
