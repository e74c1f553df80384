import type { InputElement } from '../block-kit/elements.ts'
import { optionsOf } from '../block-kit/options.ts'
import type { View } from '../workspace/state.ts'

/** A view's state: by block id, by action id, what stands there. */
export type InputValues = Record<string, Record<string, unknown>>

/** What stands in a view before anyone types. */
export function initialValues(view: View): InputValues {
  return valuesOf(view, () => undefined)
}

/**
 * A view's state with what a person filled in. Keys are labels, block ids or action ids; a menu takes the text or
 * value of its choice. @throws TypeError for a key or choice that is not there.
 */
export function filledValues(view: View, filled: Readonly<Record<string, unknown>>): InputValues {
  const inputs = view.content.blocks.flatMap((block) => (block.type === 'input' ? [block] : []))
  const names = inputs.flatMap((block) => [block.label.text, block.block_id, block.element.action_id])
  const strange = Object.keys(filled).filter((key) => !names.includes(key))
  if (strange.length > 0)
    throw new TypeError(`No such input: ${strange.join(', ')}. There are: ${inputs.map((one) => one.label.text).join(', ')}`)
  return valuesOf(view, (keys) => keys.map((key) => filled[key]).find((value) => value !== undefined))
}

function valuesOf(view: View, given: (keys: string[]) => unknown): InputValues {
  const values: InputValues = {}
  for (const block of view.content.blocks) {
    if (block.type !== 'input') continue
    const { element, block_id = '' } = block
    const value = given([block.label.text, block_id, element.action_id ?? ''])
    values[block_id] = { [element.action_id ?? '']: { type: element.type, ...standingIn(element, value) } }
  }
  return values
}

function standingIn(element: InputElement, given: unknown): Record<string, unknown> {
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { value: String(given ?? element.initial_value ?? '') || null }
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: given === undefined ? (element.initial_option ?? null) : choiceOf(element, given) }
    case 'external_select':
      return { selected_option: given ?? element.initial_option ?? null }
    case 'multi_static_select':
    case 'checkboxes':
      return {
        selected_options: given === undefined ? (element.initial_options ?? []) : (given as unknown[]).map((one) => choiceOf(element, one)),
      }
    case 'users_select':
      return { selected_user: given ?? element.initial_user ?? null }
    case 'channels_select':
      return { selected_channel: given ?? element.initial_channel ?? null }
    case 'conversations_select':
      return { selected_conversation: given ?? element.initial_conversation ?? null }
    case 'multi_users_select':
      return { selected_users: given ?? element.initial_users ?? [] }
    case 'multi_channels_select':
      return { selected_channels: given ?? element.initial_channels ?? [] }
    case 'multi_conversations_select':
      return { selected_conversations: given ?? element.initial_conversations ?? [] }
    case 'datepicker':
      return { selected_date: given ?? element.initial_date ?? null }
    case 'timepicker':
      return { selected_time: given ?? element.initial_time ?? null }
    default:
      return element satisfies never
  }
}

/** The choice with this text or value. @throws TypeError when there is none. */
export function choiceOf(menu: Parameters<typeof optionsOf>[0] | object, wanted: unknown): object {
  const options = optionsOf(menu as Parameters<typeof optionsOf>[0])
  const found = options.find((option) => option.value === wanted || option.text.text === wanted)
  if (!found) throw new TypeError(`No such choice: ${String(wanted)}. There are: ${options.map((option) => option.text.text).join(', ')}`)
  return found
}
