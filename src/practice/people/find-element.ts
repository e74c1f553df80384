import { optionsOf } from '../block-kit/options.ts'
import { elementsOf, type PlacedElement } from '../block-kit/walk-blocks.ts'
import type { Message, View } from '../workspace/state.ts'
import { choiceOf } from './input-values.ts'

/** The blocks of a message or a view. */
function blocksOf(on: Message | View) {
  return 'content' in on ? on.content.blocks : (on.blocks ?? [])
}

/** The element whose label, placeholder or action id is `name`. @throws TypeError that lists what is there. */
export function findElement(on: Message | View, name: string): PlacedElement {
  const placed = elementsOf(blocksOf(on))
  const found = placed.find((one) => one.label === name || one.element.action_id === name)
  if (found) return found
  const there = placed.map((one) => `${one.label} (${one.element.action_id})`).join(', ')
  throw new TypeError(`Nothing called "${name}" to press. There are: ${there || 'none'}`)
}

/** The menu that offers `choice` by text or value; `name` picks one of several menus. @throws TypeError */
export function findMenu(on: Message | View, choice: string, name?: string): PlacedElement {
  if (name) return findElement(on, name)
  const menus = elementsOf(blocksOf(on)).filter(({ element }) => 'options' in element || 'option_groups' in element)
  const found = menus.find(({ element }) => optionsOf(element as object).some((one) => one.value === choice || one.text.text === choice))
  if (!found) throw new TypeError(`No menu offers "${choice}"`)
  return found
}

/** What the payload says of a choice. Users, channels, dates and times are given as they are. */
export function pickedFields({ element }: PlacedElement, choice: string | readonly string[]): Record<string, unknown> {
  switch (element.type) {
    case 'overflow':
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: choiceOf(element, choice) }
    case 'multi_static_select':
    case 'checkboxes':
      return { selected_options: [choice].flat().map((one) => choiceOf(element, one)) }
    case 'users_select':
      return { selected_user: choice }
    case 'multi_users_select':
      return { selected_users: [choice].flat() }
    case 'channels_select':
      return { selected_channel: choice }
    case 'conversations_select':
      return { selected_conversation: choice }
    case 'datepicker':
      return { selected_date: choice }
    case 'timepicker':
      return { selected_time: choice }
    default:
      return { value: choice }
  }
}
