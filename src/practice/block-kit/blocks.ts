import { z } from 'zod'
import { ActionElement, ImageElement, InputElement } from './elements.ts'
import { LIMITS } from './limits.ts'
import { anyText, mrkdwnText, plainText } from './text-object.ts'

const block_id = z.string().min(1).max(LIMITS.blockId).optional()

const Section = z
  .strictObject({
    type: z.literal('section'),
    block_id,
    text: anyText(LIMITS.sectionText).optional(),
    fields: z.array(anyText(LIMITS.fieldText)).min(1).max(LIMITS.fields).optional(),
    accessory: z.union([ImageElement, ActionElement]).optional(),
    expand: z.boolean().optional(),
  })
  .refine((section) => section.text || section.fields, 'missing required field: text or fields')

const Context = z.strictObject({
  type: z.literal('context'),
  block_id,
  elements: z
    .array(z.union([ImageElement, plainText(LIMITS.contextText), mrkdwnText(LIMITS.contextText)]))
    .min(1)
    .max(LIMITS.contextElements),
})

const Actions = z.strictObject({
  type: z.literal('actions'),
  block_id,
  elements: z.array(ActionElement).min(1).max(LIMITS.actions),
})

const Input = z.strictObject({
  type: z.literal('input'),
  block_id,
  label: plainText(LIMITS.inputLabel),
  element: InputElement,
  dispatch_action: z.boolean().optional(),
  hint: plainText(LIMITS.inputHint).optional(),
  optional: z.boolean().optional(),
})

const Image = z
  .strictObject({
    type: z.literal('image'),
    block_id,
    image_url: z.url().max(LIMITS.imageUrl).optional(),
    slack_file: z.object({}).optional(),
    alt_text: z.string().min(1).max(LIMITS.imageAlt),
    title: plainText(LIMITS.imageTitle).optional(),
  })
  .refine((image) => Boolean(image.image_url) !== Boolean(image.slack_file), 'exactly one of image_url and slack_file')

const RichText = z.strictObject({
  type: z.literal('rich_text'),
  block_id,
  elements: z.array(
    z.looseObject({
      type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']),
      elements: z.array(z.looseObject({ type: z.string() })),
    }),
  ),
})
const RichTextCell = RichText.omit({ block_id: true })
const RawTextCell = z.strictObject({ type: z.literal('raw_text'), text: z.string() })

const Table = z.strictObject({
  type: z.literal('table'),
  block_id,
  rows: z
    .array(
      z
        .array(z.discriminatedUnion('type', [RawTextCell, RichTextCell]))
        .min(1)
        .max(LIMITS.tableColumns),
    )
    .min(1)
    .max(LIMITS.tableRows),
  column_settings: z.array(z.looseObject({}).nullable()).max(LIMITS.tableColumns).optional(),
})

/** Every block that the stand-in knows and the page draws; others are refused as unsupported. */
export const Block = z.discriminatedUnion('type', [
  Section,
  Context,
  Actions,
  Input,
  Image,
  RichText,
  Table,
  z.strictObject({ type: z.literal('divider'), block_id }),
  z.strictObject({ type: z.literal('header'), block_id, text: plainText(LIMITS.headerText) }),
  z.strictObject({ type: z.literal('markdown'), block_id, text: z.string().min(1).max(LIMITS.markdownText) }),
])
export type Block = z.infer<typeof Block>
