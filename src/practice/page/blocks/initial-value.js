/** @returns {object} what stands in an element before anyone touches it, as Slack's view state names it */
function initialValue(element) {
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { value: element.initial_value ?? null }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { selected_option: element.initial_option ?? null }
    case 'multi_static_select':
    case 'checkboxes':
      return { selected_options: element.initial_options ?? [] }
    case 'users_select':
      return { selected_user: element.initial_user ?? null }
    case 'multi_users_select':
      return { selected_users: element.initial_users ?? [] }
    case 'channels_select':
      return { selected_channel: element.initial_channel ?? null }
    case 'multi_channels_select':
      return { selected_channels: element.initial_channels ?? [] }
    case 'conversations_select':
      return { selected_conversation: element.initial_conversation ?? null }
    case 'multi_conversations_select':
      return { selected_conversations: element.initial_conversations ?? [] }
    case 'datepicker':
      return { selected_date: element.initial_date ?? null }
    case 'timepicker':
      return { selected_time: element.initial_time ?? null }
    default:
      return null
  }
}

/** @returns {Record<string, Record<string, object>>} the state of all inputs, by block id and action id */
export function initialValues(blocks) {
  const values = {}
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const value = initialValue(element)
      if (value) values[block.block_id] = { ...values[block.block_id], [element.action_id]: { type: element.type, ...value } }
    }
  }
  return values
}

function elementsOf(block) {
  if (block.type === 'actions') return block.elements
  if (block.type === 'input') return [block.element]
  return block.accessory && block.accessory.type !== 'image' ? [block.accessory] : []
}
