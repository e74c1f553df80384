/** What a word of Slack's means for a message: it can never be there, its blocks are at fault, or it may work later. */
export type Refusal = 'gone' | 'blocks' | 'later'

const GONE = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'message_not_found',
  'thread_not_found',
  'invalid_thread_ts',
  'cannot_reply_to_message',
  'cant_update_message',
  'edit_window_closed',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'messages_tab_disabled',
  'user_not_found',
  'no_permission',
])
const BLOCKS = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'invalid_arguments',
  'block_mismatch',
])

/** Reads `error` of chat.postMessage and chat.update (their method pages). */
export function refusalOf(error: string): Refusal {
  if (GONE.has(error)) return 'gone'
  return BLOCKS.has(error) ? 'blocks' : 'later'
}

/** Tells the person who asked why there is no card, and how there may be one. `channel` is where it should have been. */
export function goneSentence(name: string, { error, channel }: { error: string; channel: string }): string {
  const show = `/why403 ${name}`
  if (error === 'is_archived') return `${name} runs, but the channel where you asked is archived. ${show} in another channel shows it.`
  if (error === 'message_not_found') return `The card of ${name} was deleted. ${show} shows the incident.`
  if (error !== 'not_in_channel' && error !== 'channel_not_found')
    return `${name} runs, but Slack does not let me write where you asked (${error}). ${show} in another channel shows it.`
  return channel.startsWith('D')
    ? `${name} runs, but nobody can invite me into a direct message between people. ${show} in a channel where I am a member brings the card there.`
    : `${name} runs, but I am not a member of the channel where you asked. Invite me (/invite @why403), then ${show} brings the card there.`
}
