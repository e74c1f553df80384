import type { Block } from '../block-kit/blocks.ts'
import type { View } from '../workspace/state.ts'
import type { InputValues } from './input-values.ts'

/** What Slack's own client refuses before the app hears of it, by block id: an empty field, a text too short or long, no URL. */
export function inputErrors(view: View, values: InputValues): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const block of view.content.blocks) {
    if (block.type !== 'input') continue
    const stands = values[block.block_id ?? '']?.[block.element.action_id ?? ''] as Record<string, unknown> | undefined
    const error = errorOf(block, stands ?? {})
    if (error) errors[block.block_id ?? ''] = error
  }
  return errors
}

function errorOf({ element, optional }: Extract<Block, { type: 'input' }>, stands: Record<string, unknown>): string | undefined {
  const { type: _, ...fields } = stands
  const value = Object.values(fields)[0]
  const isEmpty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  if (isEmpty) return optional ? undefined : 'Please complete this required field.'
  if (typeof value !== 'string') return undefined
  if (element.type === 'plain_text_input') return lengthError(element, value)
  if (element.type === 'url_text_input' && !URL.canParse(value)) return 'Enter a valid URL.'
  if (element.type === 'number_input' && !Number.isFinite(Number(value))) return 'Enter a number.'
  return undefined
}

function lengthError(element: { min_length?: number | undefined; max_length?: number | undefined }, value: string): string | undefined {
  const { min_length = 0, max_length = 3000 } = element
  if (value.length < min_length) return `Enter at least ${min_length} characters.`
  return value.length > max_length ? `Enter at most ${max_length} characters.` : undefined
}
