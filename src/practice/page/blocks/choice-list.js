import { html } from '../html.js'
import { TextObject } from '../text/text-object.js'
import { useWorkspace } from '../workspace-context.js'
import { channelOptions, peopleOptions } from './workspace-options.js'

/** Radio buttons, checkboxes, and every menu of which several are picked. */
export function ChoiceList({ element, block, value, onChange, busy }) {
  const { around } = useWorkspace()
  const { options, name, asIds } = kindOf(element, around)
  const one = element.type === 'radio_buttons'
  const chosen = one ? [value.selected_option?.value] : (value[name] ?? []).map((each) => (asIds ? each : each.value))
  const toggle = (option, on) => {
    if (one) return onChange({ selected_option: option })
    const next = options.filter((each) => (each.value === option.value ? on : chosen.includes(each.value)))
    return onChange({ [name]: asIds ? next.map((each) => each.value) : next })
  }
  return html`<div class="choices">
    ${options.map(
      (option) => html`<label key=${option.value} class="choice">
      <input type=${one ? 'radio' : 'checkbox'} name=${`${block.block_id}-${element.action_id}`} checked=${chosen.includes(option.value)} disabled=${busy} onChange=${(event) => toggle(option, event.target.checked)} />
      <span><${TextObject} text=${option.text} />${option.description && html`<small><${TextObject} text=${option.description} /></small>`}</span>
    </label>`,
    )}
  </div>`
}

function kindOf(element, around) {
  switch (element.type) {
    case 'multi_users_select':
      return { options: peopleOptions(around), name: 'selected_users', asIds: true }
    case 'multi_channels_select':
      return { options: channelOptions(around), name: 'selected_channels', asIds: true }
    case 'multi_conversations_select':
      return { options: channelOptions(around), name: 'selected_conversations', asIds: true }
    default:
      return { options: element.options ?? element.option_groups.flatMap((group) => group.options), name: 'selected_options', asIds: false }
  }
}
