import { ApiRefusal } from '../web-api/api-refusal.ts'
import { APP, type Channel, type Message, type Person } from './state.ts'
import type { Workspace } from './workspace.ts'

/** The person with this id or name. @throws `user_not_found` */
export function findPerson({ state }: Workspace, user: string): Person {
  const wanted = user.replace(/^@/, '').toLowerCase()
  const person = state.people.find((one) => one.id === user || one.name === wanted)
  if (!person) throw new ApiRefusal('user_not_found')
  return person
}

/** The channel with this id or name, whoever asks. @throws `channel_not_found` */
export function findChannel({ state }: Workspace, channel: string): Channel {
  const found = state.channels.find((one) => one.id === channel || one.name === channel.replace(/^#/, ''))
  if (!found) throw new ApiRefusal('channel_not_found')
  return found
}

/**
 * The channel with this id as the app may see it: a private one only as its member. A person's id stands for
 * the talk with that person. @throws `channel_not_found`
 */
export function findChannelForApp(workspace: Workspace, id: string): Channel {
  if (/^[UW]/.test(id)) return openTalk(workspace, findPerson(workspace, id).id)
  const channel = workspace.state.channels.find((one) => one.id === id)
  if (!channel) throw new ApiRefusal('channel_not_found')
  if (channel.kind !== 'public' && !channel.members.includes(APP.botUserId)) throw new ApiRefusal('channel_not_found')
  return channel
}

/** The talk between `user` and the app, made when it is not there yet. */
export function openTalk(workspace: Workspace, user: string): Channel {
  const id = `D${user.slice(1)}`
  const there = workspace.state.channels.find((channel) => channel.id === id)
  if (there) return there
  const made: Channel = { id, name: user, kind: 'im', members: [user, APP.botUserId] }
  workspace.state.channels.push(made)
  workspace.changed()
  return made
}

/** The message that everyone in the channel sees. @throws `message_not_found` */
export function findMessage({ state }: Workspace, channel: string, ts: string): Message {
  const message = state.messages.find((one) => one.channel === channel && one.ts === ts && !one.onlyFor)
  if (!message) throw new ApiRefusal('message_not_found')
  return message
}
