import { html } from '../html.js'
import { useWorkspace } from '../workspace-context.js'
import { Link } from './draw-mrkdwn.js'
import { emojiOf } from './emoji.js'

/** The inside of a rich_text block or cell. */
export function RichText({ elements }) {
  return elements.map((element, index) => html`<${Part} key=${index} element=${element} />`)
}

function Part({ element }) {
  const inner = element.elements?.map((leaf, index) => html`<${Leaf} key=${index} leaf=${leaf} />`)
  switch (element.type) {
    case 'rich_text_preformatted':
      return html`<pre>${inner}</pre>`
    case 'rich_text_quote':
      return html`<blockquote>${inner}</blockquote>`
    case 'rich_text_list': {
      const items = element.elements.map((item, index) => html`<li key=${index}><${Part} element=${item} /></li>`)
      return element.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
    }
    default:
      return html`<span class="line">${inner}</span>`
  }
}

function Leaf({ leaf }) {
  const { around } = useWorkspace()
  switch (leaf.type) {
    case 'link':
      return styled(leaf.style, html`<${Link} url=${leaf.url}>${leaf.text || leaf.url}<//>`)
    case 'emoji':
      return emojiOf(leaf.name)
    case 'user':
      return html`<span class="mention">@${around.people.find((one) => one.id === leaf.user_id)?.realName ?? leaf.user_id}</span>`
    case 'channel':
      return html`<span class="mention">#${around.channels.find((one) => one.id === leaf.channel_id)?.name ?? leaf.channel_id}</span>`
    case 'broadcast':
      return html`<span class="mention loud">@${leaf.range}</span>`
    default:
      return styled(leaf.style, leaf.text ?? '')
  }
}

function styled(style = {}, inner) {
  const steps = [
    [style.code, (content) => html`<code>${content}</code>`],
    [style.bold, (content) => html`<strong>${content}</strong>`],
    [style.italic, (content) => html`<em>${content}</em>`],
    [style.strike, (content) => html`<s>${content}</s>`],
  ]
  return steps.reduce((content, [on, wrap]) => (on ? wrap(content) : content), inner)
}
