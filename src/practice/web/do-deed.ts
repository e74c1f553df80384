import type { Delivery } from '../delivery/sender.ts'
import { act } from '../people/act.ts'
import type { InputValues } from '../people/input-values.ts'
import { closeView, submitView } from '../people/submit-view.ts'
import { suggest } from '../people/suggest.ts'
import type { SlackStandIn } from '../slack-stand-in.ts'
import { ApiRefusal } from '../web-api/api-refusal.ts'
import type { Message, View } from '../workspace/state.ts'
import type { Deed } from './deed.ts'

/** Does what a person did on the page; what comes back is for the page. @throws ApiRefusal, TypeError for what is not there */
export async function doDeed(standIn: SlackStandIn, deed: Deed): Promise<Record<string, unknown>> {
  switch (deed.kind) {
    case 'command':
      return cameOf(await standIn.command(deed.user, deed.channel, deed.text))
    case 'say':
      return { ts: standIn.say(deed.user, deed.channel, deed.text, deed.threadTs).message.ts }
    case 'act':
      return cameOf(await act(standIn.core, { ...deed, on: surfaceOf(standIn, deed) }))
    case 'submit':
      return submit(standIn, deed)
    case 'close':
      await close(standIn, deed)
      return {}
    case 'message-shortcut':
      return cameOf(await standIn.messageShortcut(deed.user, messageOf(standIn, deed), deed.callbackId))
    case 'global-shortcut':
      return cameOf(await standIn.globalShortcut(deed.user, deed.callbackId))
    case 'suggest':
      return { options: await suggest(standIn.core, { ...deed, view: viewOf(standIn, deed) }) }
    case 'home':
      return cameOf(await standIn.openHome(deed.user))
    default:
      return doQuietly(standIn, deed)
  }
}

type Quiet = Extract<Deed, { kind: 'invite' | 'dismiss' | 'read-notice' | 'faults' }>

function doQuietly(standIn: SlackStandIn, deed: Quiet): Record<string, unknown> {
  const { state } = standIn.workspace
  switch (deed.kind) {
    case 'invite':
      standIn.invite(deed.user, deed.channel)
      break
    case 'dismiss':
      state.messages = state.messages.filter((one) => !(one.ts === deed.ts && one.onlyFor === deed.user))
      break
    case 'read-notice':
      state.notices = state.notices.filter((one) => one.id !== deed.id)
      break
    case 'faults':
      standIn.faults.clear()
      for (const rule of deed.rules) standIn.faults.add(rule)
      break
    default:
      return deed satisfies never
  }
  standIn.workspace.changed()
  return {}
}

/** Closes a modal that may be closed already: Escape twice is no mistake. */
async function close(standIn: SlackStandIn, deed: Extract<Deed, { kind: 'close' }>): Promise<void> {
  const view = standIn.workspace.state.views.find((one) => one.id === deed.view && one.user === deed.user)
  if (view) await closeView(standIn.core, { user: deed.user, view, all: deed.all })
}

async function submit(standIn: SlackStandIn, deed: Extract<Deed, { kind: 'submit' }>): Promise<Record<string, unknown>> {
  const { errors, failure } = await submitView(standIn.core, {
    user: deed.user,
    view: viewOf(standIn, deed),
    values: deed.values as InputValues,
  })
  return { errors, ...(failure ? { failure } : {}) }
}

function cameOf(delivery: Delivery): Record<string, unknown> {
  return { outcome: delivery.outcome, ...(delivery.outcome === 'answered' ? { status: delivery.status } : {}) }
}

function surfaceOf(standIn: SlackStandIn, deed: Extract<Deed, { kind: 'act' }>): Message | View {
  if (deed.message) return messageOf(standIn, { user: deed.user, ...deed.message })
  return viewOf(standIn, { user: deed.user, view: deed.view ?? '' })
}

function messageOf({ workspace }: SlackStandIn, wanted: { user: string; channel: string; ts: string }): Message {
  const isWanted = (one: Message) => one.channel === wanted.channel && one.ts === wanted.ts && (!one.onlyFor || one.onlyFor === wanted.user)
  const message = workspace.state.messages.find(isWanted)
  if (!message) throw new ApiRefusal('message_not_found')
  return message
}

function viewOf({ workspace }: SlackStandIn, wanted: { user: string; view: string }): View {
  const view = workspace.state.views.find((one) => one.id === wanted.view && one.user === wanted.user)
  if (!view) throw new ApiRefusal('not_found')
  return view
}
