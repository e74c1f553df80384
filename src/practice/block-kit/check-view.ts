import { z } from 'zod'
import type { Block } from './blocks.ts'
import { checkBlocks, issueMessages } from './check-blocks.ts'
import { LIMITS, VIEW_MAX_BYTES } from './limits.ts'
import { plainText } from './text-object.ts'

const shared = {
  blocks: z.array(z.unknown()).min(1),
  private_metadata: z.string().max(LIMITS.privateMetadata).optional(),
  callback_id: z.string().max(LIMITS.callbackId).optional(),
  external_id: z.string().max(LIMITS.externalId).optional(),
}
const Modal = z.strictObject({
  type: z.literal('modal'),
  title: plainText(LIMITS.viewTitle),
  close: plainText(LIMITS.viewTitle).optional(),
  submit: plainText(LIMITS.viewTitle).optional(),
  submit_disabled: z.boolean().optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  ...shared,
})
const Home = z.strictObject({ type: z.literal('home'), ...shared })
const Content = z.discriminatedUnion('type', [Modal, Home])

/** A view as the app gave it, with read blocks. */
export type ViewContent = Omit<z.infer<typeof Modal>, 'blocks' | 'type'> & { type: 'modal' | 'home'; blocks: Block[] }

/** What came of reading a view. */
type CheckedView = { ok: true; content: ViewContent } | { ok: false; error: string; messages: string[] }

/** Reads a modal or home tab as strictly as Slack does: `invalid_arguments` with messages, `view_too_large`. */
export function checkView(value: unknown, type: 'modal' | 'home'): CheckedView {
  if (JSON.stringify(value ?? null).length > VIEW_MAX_BYTES) return { ok: false, error: 'view_too_large', messages: [] }
  const parsed = Content.safeParse(value)
  if (!parsed.success) return refused(parsed.error.issues.flatMap((issue) => issueMessages(issue, ['view'])))
  if (parsed.data.type !== type) return refused([`[ERROR] must be a ${type} view [json-pointer:/view/type]`])
  const blocks = checkBlocks(parsed.data.blocks, LIMITS.viewBlocks)
  if (!blocks.ok) return refused(blocks.messages.map((message) => message.replace('pointer:/', 'pointer:/view/')))
  const content = { ...parsed.data, blocks: blocks.blocks } as ViewContent
  const hasInput = content.blocks.some((block) => block.type === 'input')
  if (type === 'modal' && hasInput && !content.submit) return refused(['[ERROR] missing required field: submit [json-pointer:/view]'])
  return { ok: true, content }
}

function refused(messages: string[]): CheckedView {
  return { ok: false, error: 'invalid_arguments', messages }
}
