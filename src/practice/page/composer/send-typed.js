/**
 * Sends what was typed: a slash command, an invitation, or a message. As in Slack, commands do not work in threads.
 * @param {object} workspace
 * @param {{ channel: { id: string }, threadTs?: string, typed: string }} input
 */
export async function sendTyped({ deed, toast }, { channel, threadTs, typed }) {
  const command = /^\/([a-z0-9]+)/.exec(typed)?.[1]
  if (command && threadTs) return toast(`/${command} does not work in threads, as in Slack. Mention @why403 instead.`)
  if (command === 'invite') return deed('invite', { channel: channel.id })
  if (command && command !== 'why403') return toast(`/${command} is not a command here. Try /why403 help.`)
  if (command) return deed('command', { channel: channel.id, text: typed })
  return deed('say', { channel: channel.id, text: typed, ...(threadTs ? { threadTs } : {}) })
}
