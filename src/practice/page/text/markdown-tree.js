import { html } from '../html.js'
import { Link } from './draw-mrkdwn.js'
import { emojiOf } from './emoji.js'

/** A markdown block, from its parsed tree (mdast). HTML in it is shown as text; pictures as their words. */
export function MarkdownTree({ node }) {
  const children = () => node.children?.map((child, index) => html`<${MarkdownTree} key=${index} node=${child} />`)
  switch (node.type) {
    case 'root':
      return html`<div class="markdown">${children()}</div>`
    case 'paragraph':
      return html`<p>${children()}</p>`
    case 'heading':
      return html`<p class=${`heading h${node.depth}`} role="heading" aria-level=${node.depth + 2}>${children()}</p>`
    case 'strong':
      return html`<strong>${children()}</strong>`
    case 'emphasis':
      return html`<em>${children()}</em>`
    case 'delete':
      return html`<s>${children()}</s>`
    case 'blockquote':
      return html`<blockquote>${children()}</blockquote>`
    case 'inlineCode':
      return html`<code>${node.value}</code>`
    case 'code':
      return html`<pre>${node.value}</pre>`
    case 'thematicBreak':
      return html`<hr />`
    case 'break':
      return html`<br />`
    case 'link':
      return html`<${Link} url=${node.url}>${children()}<//>`
    case 'image':
      return html`<${Link} url=${node.url}>${node.alt || node.url}<//>`
    case 'list':
      return node.ordered ? html`<ol start=${node.start ?? 1}>${children()}</ol>` : html`<ul>${children()}</ul>`
    case 'listItem':
      return html`<li>${typeof node.checked === 'boolean' && (node.checked ? '☑ ' : '☐ ')}${children()}</li>`
    case 'table':
      return html`<div class="table-scroll"><table><tbody>${children()}</tbody></table></div>`
    case 'tableRow':
      return html`<tr>${children()}</tr>`
    case 'tableCell':
      return html`<td>${children()}</td>`
    default:
      return textOf(node)
  }
}

function textOf(node) {
  return (node.value ?? '').replace(/:([a-z0-9_+-]+):/g, (_, name) => emojiOf(name))
}
