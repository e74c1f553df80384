import type { Core } from '../core.ts'
import { sendEvent } from '../delivery/send-event.ts'
import type { Delivery } from '../delivery/sender.ts'
import { findPerson, openTalk } from '../workspace/find.ts'
import { homeOf, viewJson } from '../workspace/views.ts'
import { actionTs } from './payload-parts.ts'

/** Opens the app's Home tab: the app hears `app_home_opened` and publishes a view. */
export async function openHome(core: Core, user: string): Promise<Delivery> {
  const person = findPerson(core.workspace, user)
  const view = homeOf(core.workspace, person.id)
  return sendEvent(core, {
    type: 'app_home_opened',
    user: person.id,
    channel: openTalk(core.workspace, person.id).id,
    tab: 'home',
    event_ts: actionTs(core),
    ...(view ? { view: viewJson(view) } : {}),
  })
}
