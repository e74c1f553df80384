import { html } from '../html.js'
import { MarkdownTree } from '../text/markdown-tree.js'
import { RichText } from '../text/rich-text.js'
import { TextObject } from '../text/text-object.js'
import { Element } from './element.js'
import { InputBlock } from './input-block.js'

/**
 * The blocks of a message, modal or home tab. `surface` says what a press does and what stands in the inputs:
 * see `use-surface.js`.
 */
export function Blocks({ blocks, surface }) {
  return html`<div class="blocks">${blocks.map((block) => html`<${Block} key=${block.block_id} block=${block} surface=${surface} />`)}</div>`
}

function Block({ block, surface }) {
  switch (block.type) {
    case 'header':
      return html`<p class="block-header" role="heading" aria-level="3"><${TextObject} text=${block.text} /></p>`
    case 'divider':
      return html`<hr />`
    case 'section':
      return html`<${Section} block=${block} surface=${surface} />`
    case 'context':
      return html`<div class="block-context">${block.elements.map((element, index) => html`<${ContextPart} key=${index} element=${element} />`)}</div>`
    case 'actions':
      return html`<div class="block-actions">
        ${block.elements.map((element) => html`<${Element} key=${element.action_id} element=${element} block=${block} surface=${surface} />`)}
      </div>`
    case 'input':
      return html`<${InputBlock} block=${block} surface=${surface} />`
    case 'image':
      return html`<figure class="block-image"><img src=${block.image_url} alt=${block.alt_text} />${block.title && html`<figcaption>${block.title.text}</figcaption>`}</figure>`
    case 'markdown':
      return html`<${MarkdownTree} node=${block.tree} />`
    case 'rich_text':
      return html`<div class="rich-text"><${RichText} elements=${block.elements} /></div>`
    case 'table':
      return html`<${Table} rows=${block.rows} />`
    default:
      return html`<p class="unknown-block">A block of type ${block.type}</p>`
  }
}

function Section({ block, surface }) {
  const { accessory } = block
  return html`<div class="block-section">
    <div class="section-text">
      ${block.text && html`<div class="text"><${TextObject} text=${block.text} /></div>`}
      ${block.fields && html`<div class="fields">${block.fields.map((field, index) => html`<div key=${index} class="text"><${TextObject} text=${field} /></div>`)}</div>`}
    </div>
    ${
      accessory &&
      html`<div class="accessory">
      ${accessory.type === 'image' ? html`<img src=${accessory.image_url} alt=${accessory.alt_text} />` : html`<${Element} element=${accessory} block=${block} surface=${surface} />`}
    </div>`
    }
  </div>`
}

function ContextPart({ element }) {
  if (element.type === 'image') return html`<img src=${element.image_url} alt=${element.alt_text} />`
  return html`<span class="text"><${TextObject} text=${element} /></span>`
}

function Table({ rows }) {
  const cell = (one) => (one.type === 'raw_text' ? one.text : html`<${RichText} elements=${one.elements} />`)
  return html`<div class="table-scroll"><table>
    <tbody>${rows.map((row, index) => html`<tr key=${index}>${row.map((one, at) => html`<td key=${at}>${cell(one)}</td>`)}</tr>`)}</tbody>
  </table></div>`
}
