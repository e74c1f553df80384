const option = (value, text) => ({ value, text: { type: 'plain_text', text } })

/** People as options of a menu. */
export const peopleOptions = (around) => around.people.filter((person) => !person.bot).map((person) => option(person.id, person.realName))

/** Channels as options of a menu. */
export const channelOptions = (around) =>
  around.channels.filter((channel) => channel.kind !== 'im').map((channel) => option(channel.id, `#${channel.name}`))
