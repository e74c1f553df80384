import { z } from 'zod'
import type { Core } from '../core.ts'
import { interactionParcel } from '../delivery/parcels.ts'
import type { Delivery } from '../delivery/sender.ts'
import { readView } from '../web-api/methods/views.ts'
import { findPerson } from '../workspace/find.ts'
import type { View } from '../workspace/state.ts'
import { issueTrigger } from '../workspace/triggers.ts'
import { closeModals, modalsOf, pushModal, replaceContent, viewJson } from '../workspace/views.ts'
import { inputErrors } from './input-errors.ts'
import type { InputValues } from './input-values.ts'
import { payloadHead } from './payload-parts.ts'
import { failureOf } from './tell.ts'

/** What came of a submission: nothing sent because of empty fields, the app's complaints by block, or done. */
export type Submitted = { delivery: Delivery | null; errors: Record<string, string>; failure?: string }

const Answer = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
])

/** Presses a modal's submit button. An empty answer closes it; others do what the app says. */
export async function submitView(core: Core, input: { user: string; view: View; values: InputValues }): Promise<Submitted> {
  const { view, values } = input
  const errors = inputErrors(view, values)
  if (Object.keys(errors).length > 0) return { delivery: null, errors }
  const person = findPerson(core.workspace, input.user)
  const payload = {
    ...payloadHead('view_submission', person),
    trigger_id: issueTrigger(core.workspace, { user: person.id, view: view.id }),
    view: viewJson(view, values),
    response_urls: [],
  }
  const delivery = await core.send(interactionParcel(payload))
  const failure = failureOf(delivery)
  if (failure) return { delivery, errors: {}, failure: `We had some trouble connecting (${failure}). Try again?` }
  return { delivery, ...obey(core, view, delivery) }
}

function obey(core: Core, view: View, delivery: Delivery): Omit<Submitted, 'delivery'> {
  const body = delivery.outcome === 'answered' ? delivery.body.trim() : ''
  if (body === '' || body === '{}') {
    closeModals(core.workspace, view.user, view)
    return { errors: {} }
  }
  try {
    return obeyAnswer(core, view, Answer.parse(JSON.parse(body)))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { errors: {}, failure: `We had some trouble connecting (invalid response: ${why}). Try again?` }
  }
}

function obeyAnswer(core: Core, view: View, answer: z.infer<typeof Answer>): Omit<Submitted, 'delivery'> {
  switch (answer.response_action) {
    case 'errors':
      return { errors: checkedErrors(view, answer.errors) }
    case 'update':
      replaceContent(core.workspace, view, readView(answer.view, 'modal'))
      return { errors: {} }
    case 'push':
      pushModal(core.workspace, view.user, readView(answer.view, 'modal'))
      return { errors: {} }
    case 'clear':
      closeModals(core.workspace, view.user)
      return { errors: {} }
    default:
      return answer satisfies never
  }
}

function checkedErrors(view: View, errors: Record<string, string>): Record<string, string> {
  const inputs = view.content.blocks.filter((block) => block.type === 'input').map((block) => block.block_id)
  const strange = Object.keys(errors).filter((id) => !inputs.includes(id))
  if (strange.length > 0) throw new TypeError(`errors for blocks that are no inputs: ${strange.join(', ')}`)
  return errors
}

/** Presses a modal's close button or Escape: the app hears of it when it asked to (`notify_on_close`). */
export async function closeView(core: Core, input: { user: string; view: View; all?: boolean }): Promise<void> {
  const { workspace } = core
  const closed = input.all || input.view.content.clear_on_close ? modalsOf(workspace, input.view.user) : [input.view]
  for (const view of closed) closeModals(workspace, view.user, view)
  const person = findPerson(workspace, input.user)
  for (const view of closed.filter((one) => one.content.notify_on_close)) {
    const payload = { ...payloadHead('view_closed', person), view: viewJson(view), is_cleared: Boolean(input.all) }
    await core.send(interactionParcel(payload))
  }
}
