import type { KnownBlock } from '@slack/types'
import { BLOCKS_PER_MESSAGE_MAX, MESSAGE_TEXT_MAX } from './limits.ts'
import { clip } from './text.ts'

/** A message as Slack is given it: `text` is what notifications and screen readers say. */
export type Rendered = { text: string; blocks: KnownBlock[] }

/**
 * Closes a message: blocks get ids that are new with each `version` (Slack asks for that on updates,
 * https://docs.slack.dev/reference/block-kit/blocks), and the limits on number and fallback text are kept.
 */
export function render(input: { id: string; version: number; text: string; blocks: readonly KnownBlock[] }): Rendered {
  const blocks = input.blocks.slice(0, BLOCKS_PER_MESSAGE_MAX)
  return {
    text: clip(input.text, MESSAGE_TEXT_MAX),
    blocks: blocks.map((block, index) => ({ ...block, block_id: `${input.id}.${input.version}.${index}` })),
  }
}
