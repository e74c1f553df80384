import { z } from 'zod'
import { Block } from './blocks.ts'
import { LIMITS, MESSAGE_BLOCKS_TEXT_MAX } from './limits.ts'
import { elementsOf, textsOf } from './walk-blocks.ts'

/** What came of reading blocks: Slack's error with its messages, or the blocks with every id filled in. */
type CheckedBlocks = { ok: true; blocks: Block[] } | { ok: false; error: string; messages: string[] }

/** Reads the blocks of a message as strictly as Slack does: `invalid_blocks_format`, `invalid_blocks`, `msg_blocks_too_long`. */
export function checkMessageBlocks(value: unknown): CheckedBlocks {
  const checked = checkBlocks(value, LIMITS.messageBlocks)
  if (!checked.ok) return checked
  const length = textsOf(checked.blocks).reduce((sum, text) => sum + text.length, 0)
  if (length <= MESSAGE_BLOCKS_TEXT_MAX) return checked
  return { ok: false, error: 'msg_blocks_too_long', messages: [`[ERROR] ${length} characters of text in all blocks`] }
}

/** Reads any surface's blocks, at most `max` of them. Missing block and action ids are made up by position. */
export function checkBlocks(value: unknown, max: number): CheckedBlocks {
  if (!Array.isArray(value)) return { ok: false, error: 'invalid_blocks_format', messages: ['[ERROR] blocks must be an array'] }
  if (value.length > max) return refused([`[ERROR] no more than ${max} items allowed [json-pointer:/blocks]`])
  const parsed = z.array(Block).safeParse(value)
  if (!parsed.success) return refused(parsed.error.issues.flatMap((issue) => issueMessages(issue, ['blocks'])))
  const blocks = parsed.data.map(withIds)
  const messages = [...repeatedIds(blocks), ...focusProblems(blocks)]
  return messages.length > 0 ? refused(messages) : { ok: true, blocks }
}

/** A zod issue in Slack's words, with the JSON pointer to the place. A union tells its nearest reading. */
export function issueMessages(issue: z.core.$ZodIssue, at: readonly PropertyKey[]): string[] {
  const path = [...at, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.toSorted((a, b) => distance(a) - distance(b))[0] ?? []
    return nearest.flatMap((inner) => issueMessages(inner, path))
  }
  return [`[ERROR] ${wordsOf(issue)} [json-pointer:/${path.map(String).join('/')}]`]
}

const distance = (issues: z.core.$ZodIssue[]) => issues.length + (issues.some((issue) => issue.path.at(-1) === 'type') ? 100 : 0)

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `invalid additional property: ${issue.keys.join(', ')}`
  if (issue.code === 'invalid_union') return 'unsupported type'
  if (issue.code === 'too_big' && issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`
  if (issue.code === 'too_big') return `no more than ${issue.maximum} items allowed`
  if (issue.code === 'too_small' && issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters`
  if (issue.code === 'too_small') return `must be at least ${issue.minimum} items`
  return issue.message
}

function refused(messages: string[]): CheckedBlocks {
  return { ok: false, error: 'invalid_blocks', messages }
}

function withIds(block: Block, index: number): Block {
  const block_id = block.block_id ?? `b${index}`
  if (block.type === 'actions') return { ...block, block_id, elements: block.elements.map((one, at) => withActionId(one, `a${at}`)) }
  if (block.type === 'input') return { ...block, block_id, element: withActionId(block.element, 'a0') }
  if (block.type === 'section' && block.accessory && block.accessory.type !== 'image') {
    return { ...block, block_id, accessory: withActionId(block.accessory, 'a0') }
  }
  return { ...block, block_id }
}

function withActionId<E extends { action_id?: string | undefined }>(element: E, made: string): E {
  return { ...element, action_id: element.action_id ?? made }
}

function repeatedIds(blocks: readonly Block[]): string[] {
  const blockIds = repeated(blocks.map((block) => block.block_id ?? ''))
  const actionIds = blocks.flatMap((block) => repeated(elementsOf([block]).map(({ element }) => element.action_id ?? '')))
  return [
    ...blockIds.map((id) => `[ERROR] block_id already exists: ${id} [json-pointer:/blocks]`),
    ...actionIds.map((id) => `[ERROR] action_id already exists: ${id} [json-pointer:/blocks]`),
  ]
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

function focusProblems(blocks: readonly Block[]): string[] {
  const focused = elementsOf(blocks).filter(({ element }) => 'focus_on_load' in element && element.focus_on_load)
  return focused.length > 1 ? ['[ERROR] only one element may have focus_on_load [json-pointer:/blocks]'] : []
}
