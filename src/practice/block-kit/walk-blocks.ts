import type { Block } from './blocks.ts'
import type { Element } from './elements.ts'

/** An element with the block it stands in, and what a person reads on it. */
export type PlacedElement = { block: Block; element: Element; label: string }

/** Every element that a person can use, in the order drawn. Pictures are left out. */
export function elementsOf(blocks: readonly Block[]): PlacedElement[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case 'actions':
        return block.elements.map((element) => place(block, element))
      case 'input':
        return [{ block, element: block.element, label: block.label.text }]
      case 'section':
        return block.accessory && block.accessory.type !== 'image' ? [place(block, block.accessory)] : []
      default:
        return []
    }
  })
}

function place(block: Block, element: Element): PlacedElement {
  return { block, element, label: labelOf(element) }
}

function labelOf(element: Element): string {
  if (element.type === 'button') return element.text.text
  return 'placeholder' in element && element.placeholder ? element.placeholder.text : ''
}

/** Every piece of text that a person reads, in the order drawn: what Slack counts against `msg_blocks_too_long`. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner === 'string') return key === 'text' || key === 'alt_text' ? [inner] : []
    return textsOf(inner)
  })
}
