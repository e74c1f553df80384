import { html } from '../html.js'
import { useWorkspace } from '../workspace-context.js'
import { ChoiceList } from './choice-list.js'
import { ExternalSelect } from './external-select.js'
import { TextField } from './text-field.js'
import { channelOptions, peopleOptions } from './workspace-options.js'

/**
 * Any element that holds a value. `onChange(fields)` is called with the fields that Slack's state names; `onEnter` when
 * Enter is pressed in a text that dispatches.
 */
export function Field(props) {
  const { element, value, onChange } = props
  const { around } = useWorkspace()
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return html`<${TextField} ...${props} />`
    case 'static_select':
      return html`<${Select} ...${props} options=${element.options} groups=${element.option_groups} chosen=${value.selected_option?.value} onPick=${(option) => onChange({ selected_option: option })} />`
    case 'external_select':
      return html`<${ExternalSelect} ...${props} />`
    case 'users_select':
      return html`<${Select} ...${props} options=${peopleOptions(around)} chosen=${value.selected_user} onPick=${(option) => onChange({ selected_user: option?.value ?? null })} />`
    case 'channels_select':
      return html`<${Select} ...${props} options=${channelOptions(around)} chosen=${value.selected_channel} onPick=${(option) => onChange({ selected_channel: option?.value ?? null })} />`
    case 'conversations_select':
      return html`<${Select} ...${props} options=${channelOptions(around)} chosen=${value.selected_conversation} onPick=${(option) => onChange({ selected_conversation: option?.value ?? null })} />`
    case 'datepicker':
      return html`<input id=${props.id} class="field" type="date" aria-label=${props.label} value=${value.selected_date ?? ''} onChange=${(event) => onChange({ selected_date: event.target.value || null })} />`
    case 'timepicker':
      return html`<input id=${props.id} class="field" type="time" aria-label=${props.label} value=${value.selected_time ?? ''} onChange=${(event) => onChange({ selected_time: event.target.value || null })} />`
    default:
      return html`<${ChoiceList} ...${props} />`
  }
}

/** A menu of which one is picked: the browser's own, so that keys and phones know it. */
function Select({ id, element, options, groups, chosen, onPick, label, busy, invalid, describedBy }) {
  const all = options ?? groups.flatMap((group) => group.options)
  const entry = (option) =>
    html`<option key=${option.value} value=${option.value} selected=${option.value === chosen}>${option.text.text}</option>`
  return html`<select id=${id} class=${`field select ${busy ? 'busy' : ''}`} aria-label=${label} aria-invalid=${invalid} aria-describedby=${describedBy} disabled=${busy}
    onChange=${(event) => onPick(all.find((option) => option.value === event.target.value) ?? null)}>
    <option value="" selected=${!chosen}>${element.placeholder?.text ?? 'Select an option'}</option>
    ${groups ? groups.map((group) => html`<optgroup key=${group.label.text} label=${group.label.text}>${group.options.map(entry)}</optgroup>`) : all.map(entry)}
  </select>`
}
