import { html } from '../html.js'
import { Field } from './field.js'

const GROUPS = [
  'radio_buttons',
  'checkboxes',
  'multi_static_select',
  'multi_users_select',
  'multi_channels_select',
  'multi_conversations_select',
]

/** A labelled input with its hint and what is wrong with it. */
export function InputBlock({ block, surface }) {
  const { element } = block
  const id = `in-${block.block_id}-${element.action_id}`
  const error = surface.errors[block.block_id]
  const value = surface.values[block.block_id]?.[element.action_id] ?? {}
  const change = (picked) =>
    block.dispatch_action && !('value' in picked) ? surface.act(block, element, picked) : surface.setValue(block, element, picked)
  const dispatch = block.dispatch_action && 'value' in value ? () => surface.act(block, element, { value: value.value }) : undefined
  const label = html`${block.label.text}${block.optional && html` <small>(optional)</small>`}`
  const field = html`<${Field} id=${id} element=${element} block=${block} surface=${surface} value=${value} onChange=${change} onEnter=${dispatch} label=${block.label.text} invalid=${Boolean(error)} describedBy=${`${id}-note`} />`
  const notes = html`<span id=${`${id}-note`} class="notes">
    ${error && html`<span class="field-error" role="alert">${error}</span>`}${block.hint && html`<span class="hint">${block.hint.text}</span>`}
  </span>`
  if (GROUPS.includes(element.type))
    return html`<fieldset class=${`block-input ${error ? 'wrong' : ''}`}><legend>${label}</legend>${field}${notes}</fieldset>`
  return html`<div class=${`block-input ${error ? 'wrong' : ''}`}><label for=${id}>${label}</label>${field}${notes}</div>`
}
