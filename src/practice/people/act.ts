import type { Element } from '../block-kit/elements.ts'
import { elementsOf, type PlacedElement } from '../block-kit/walk-blocks.ts'
import type { Core } from '../core.ts'
import { interactionParcel } from '../delivery/parcels.ts'
import type { Delivery } from '../delivery/sender.ts'
import { findChannel, findPerson } from '../workspace/find.ts'
import { messageJson } from '../workspace/message-json.ts'
import { issueResponseUrl } from '../workspace/response-urls.ts'
import type { Message, Person, View } from '../workspace/state.ts'
import { issueTrigger } from '../workspace/triggers.ts'
import { viewJson } from '../workspace/views.ts'
import { actionTs, payloadChannel, payloadHead, responseUrl } from './payload-parts.ts'
import { failureOf, tell } from './tell.ts'

/** Where a person pressed: which element of a message or view, and what was picked there, as payload fields. */
type Action = {
  user: string
  on: Message | View
  blockId: string
  actionId: string
  picked?: Record<string, unknown>
  /** The other inputs of the surface, by block and action id. */
  values?: Record<string, Record<string, unknown>>
}

/** A press or pick on any element: sends `block_actions`. What goes wrong is told to the person. */
export async function act(core: Core, action: Action): Promise<Delivery> {
  const person = findPerson(core.workspace, action.user)
  const placed = findElement(action)
  const payload = 'content' in action.on ? viewPayload(core, { person, view: action.on, action }) : messagePayload(core, person, action.on)
  const actions = [actionJson(core, placed, action.picked ?? {})]
  const delivery = await core.send(interactionParcel({ ...payload, state: { values: action.values ?? {} }, actions }))
  const failure = failureOf(delivery)
  if (failure) tell(core, person.id, `That did not work: the app gave no good answer (${failure}). Try again.`)
  return delivery
}

function findElement({ on, blockId, actionId }: Action): PlacedElement {
  const blocks = 'content' in on ? on.content.blocks : (on.blocks ?? [])
  const placed = elementsOf(blocks).find(({ block, element }) => block.block_id === blockId && element.action_id === actionId)
  if (!placed) throw new TypeError(`Nothing to press there: block ${blockId}, action ${actionId}`)
  return placed
}

function messagePayload(core: Core, person: Person, message: Message): Record<string, unknown> {
  const { workspace } = core
  const source = {
    ts: message.ts,
    ...(message.threadTs ? { threadTs: message.threadTs } : {}),
    ...(message.onlyFor ? { onlyFor: message.onlyFor } : {}),
  }
  const urlId = issueResponseUrl(workspace, { user: person.id, channel: message.channel, source })
  const thread = message.threadTs ? { thread_ts: message.threadTs } : {}
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: Boolean(message.onlyFor),
    ...thread,
  }
  return {
    ...payloadHead('block_actions', person),
    container,
    trigger_id: issueTrigger(workspace, { user: person.id, channel: message.channel }),
    channel: payloadChannel(findChannel(workspace, message.channel)),
    // Slack leaves the message out of presses on ephemeral ones.
    ...(message.onlyFor ? {} : { message: messageJson(workspace, message) }),
    response_url: responseUrl(core, urlId),
  }
}

function viewPayload({ workspace }: Core, input: { person: Person; view: View; action: Action }): Record<string, unknown> {
  const { person, view, action } = input
  const isModal = view.content.type === 'modal'
  return {
    ...payloadHead('block_actions', person),
    container: { type: 'view', view_id: view.id },
    trigger_id: issueTrigger(workspace, { user: person.id, ...(isModal ? { view: view.id } : {}) }),
    view: viewJson(view, action.values),
  }
}

function actionJson(core: Core, { block, element }: PlacedElement, picked: Record<string, unknown>): Record<string, unknown> {
  const base = { type: element.type, action_id: element.action_id, block_id: block.block_id, action_ts: actionTs(core) }
  return { ...base, ...fixedFields(element), ...picked }
}

function fixedFields(element: Element): Record<string, unknown> {
  if (element.type !== 'button') return 'placeholder' in element && element.placeholder ? { placeholder: element.placeholder } : {}
  const { text, value, style, url } = element
  return { text, ...(value === undefined ? {} : { value }), ...(style ? { style } : {}), ...(url ? { url } : {}) }
}
