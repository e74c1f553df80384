import { setTimeout as delay } from 'node:timers/promises'
import type { Core } from '../core.ts'
import { shortId } from '../workspace/short-id.ts'
import { APP } from '../workspace/state.ts'
import { eventParcel } from './parcels.ts'
import { type Delivery, isTaken } from './sender.ts'

/**
 * Sends an event, again up to three times until it is taken or the app forbids it (`x-slack-no-retry: 1`).
 * Resolves with the last delivery.
 */
export async function sendEvent(core: Core, event: Record<string, unknown>): Promise<Delivery> {
  const payload = envelope(core, event)
  let delivery = await core.send(eventParcel(payload))
  for (const [index, waitMs] of core.retryDelaysMs.entries()) {
    if (isTaken(delivery) || forbidsRetry(delivery)) break
    await delay(waitMs, undefined, { ref: false })
    delivery = await core.send(eventParcel(payload, { num: index + 1, reason: reasonOf(delivery) }))
  }
  return delivery
}

function envelope(core: Core, event: Record<string, unknown>): Record<string, unknown> {
  return {
    token: APP.verificationToken,
    team_id: APP.teamId,
    api_app_id: APP.appId,
    event,
    type: 'event_callback',
    event_id: shortId(core.workspace, 'Ev'),
    event_time: Math.floor(core.workspace.now().getTime() / 1000),
    authorizations: [{ enterprise_id: null, team_id: APP.teamId, user_id: APP.botUserId, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  }
}

function forbidsRetry(delivery: Delivery): boolean {
  return delivery.outcome === 'answered' && delivery.headers.get('x-slack-no-retry') === '1'
}

function reasonOf(delivery: Delivery): string {
  if (delivery.outcome === 'timeout') return 'http_timeout'
  return delivery.outcome === 'unreachable' ? 'connection_failed' : 'http_error'
}
