import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import { section } from './elements.ts'
import { BLOCKS_PER_VIEW_MAX, INPUT_VALUE_MAX, OPTION_TEXT_MAX, PLACEHOLDER_MAX, PRIVATE_METADATA_MAX, VIEW_TITLE_MAX } from './limits.ts'
import { clip, plain } from './text.ts'

/** What a modal remembers of the press that opened it. `respond` is that press's response_url. */
export const ModalContext = z.object({
  incident: z.int().positive().optional(),
  question: z.int().positive().optional(),
  channel: z.string().optional(),
  thread: z.string().optional(),
  respond: z.string().optional(),
  /** That press was on the incident's card, so `respond` can redraw it. */
  onCard: z.boolean().optional(),
  /** `ts` of that card, where everybody sees it. */
  ts: z.string().optional(),
  /** Permalink of the message that the form was opened from. */
  link: z.string().optional(),
  /** The request that a form was filled in from, whole and sealed: the form shows it without its secrets. */
  sealed: z.string().optional(),
})
export type ModalContext = z.infer<typeof ModalContext>

/** Reads what a modal remembers; empty when it is none of ours. */
export function readContext(text: string | undefined): ModalContext {
  try {
    return ModalContext.parse(JSON.parse(text || '{}'))
  } catch {
    return {}
  }
}

type ModalInput = { callback: string; title: string; submit?: string; context?: ModalContext; blocks: readonly KnownBlock[] }

/** A modal with its limits kept; `context` comes back with the submission. */
export function modal({ callback, title, submit, context = {}, blocks }: ModalInput): ModalView {
  const metadata = JSON.stringify(context)
  return {
    type: 'modal',
    callback_id: callback,
    title: plain(title, VIEW_TITLE_MAX),
    close: plain(submit ? 'Cancel' : 'Close', VIEW_TITLE_MAX),
    ...(submit ? { submit: plain(submit, VIEW_TITLE_MAX) } : {}),
    private_metadata: metadata.length <= PRIVATE_METADATA_MAX ? metadata : JSON.stringify({ ...context, respond: undefined }),
    blocks: blocks.slice(0, BLOCKS_PER_VIEW_MAX),
  }
}

/** A modal that only says something. `text` is mrkdwn that is escaped already. */
export function messageModal(title: string, text: string): ModalView {
  return modal({ callback: 'why403_message', title, blocks: [section(text)] })
}

type TextInput = { id: string; label: string; value?: string; hint?: string; lines?: boolean; optional?: boolean; placeholder?: string }

/** A text field; its block and action both have the id `id`. */
export function textInput({ id, label, value, hint, lines, optional, placeholder }: TextInput): InputBlock {
  return {
    type: 'input',
    block_id: id,
    optional: optional ?? false,
    label: plain(label, 200),
    ...(hint ? { hint: plain(hint, 400) } : {}),
    element: {
      type: 'plain_text_input',
      action_id: id,
      multiline: lines ?? false,
      max_length: INPUT_VALUE_MAX,
      ...(value ? { initial_value: clip(lines ? value : value.replace(/\s+/g, ' '), INPUT_VALUE_MAX) } : {}),
      ...(placeholder ? { placeholder: plain(placeholder, PLACEHOLDER_MAX) } : {}),
    },
  }
}

type ChoiceInput = { id: string; label: string; options: readonly { value: string; label: string }[]; value: string; hint?: string }

/** A select field with one option chosen beforehand. */
export function choiceInput({ id, label, options, value, hint }: ChoiceInput): InputBlock {
  const all = options.map((one) => ({ text: plain(one.label, OPTION_TEXT_MAX), value: one.value }))
  const initial = all.find((one) => one.value === value)
  return {
    type: 'input',
    block_id: id,
    label: plain(label, 200),
    ...(hint ? { hint: plain(hint, 400) } : {}),
    element: { type: 'static_select', action_id: id, options: all, ...(initial ? { initial_option: initial } : {}) },
  }
}
