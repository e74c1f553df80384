import { html } from '../html.js'

const TYPES = { email_text_input: 'email', url_text_input: 'url', number_input: 'number' }

/** One line or several of typed text. */
export function TextField({ id, element, value, onChange, onEnter, label, invalid, describedBy }) {
  const common = {
    id,
    class: 'field',
    placeholder: element.placeholder?.text,
    'aria-label': id ? undefined : label,
    'aria-invalid': invalid,
    'aria-describedby': describedBy,
    maxlength: element.max_length,
    autofocus: element.focus_on_load,
    value: value.value ?? '',
    onInput: (event) => onChange({ value: event.target.value || null }),
  }
  if (element.multiline) return html`<textarea ...${common} rows="4"></textarea>`
  const enter = (event) => {
    if (event.key !== 'Enter' || !onEnter) return
    event.preventDefault()
    onEnter()
  }
  return html`<input ...${common} type=${TYPES[element.type] ?? 'text'} step=${element.is_decimal_allowed ? 'any' : undefined} onKeyDown=${enter} autocomplete="off" />`
}
