import { TRIGGER_MS } from '../block-kit/limits.ts'
import { ApiRefusal } from '../web-api/api-refusal.ts'
import { APP, type Trigger } from './state.ts'
import type { Workspace } from './workspace.ts'

const KEPT = 500

/** A fresh trigger for what `user` just did; `view` is the modal that it was done in. */
export function issueTrigger(workspace: Workspace, from: { user: string; view?: string; channel?: string }): string {
  const { triggers } = workspace.state
  const at = workspace.now().getTime()
  const id = `${at}.${APP.teamId}.${workspace.newId().replaceAll('-', '')}`
  triggers.push({ id, at, used: false, ...from })
  triggers.splice(0, Math.max(0, triggers.length - KEPT))
  return id
}

/**
 * Uses up a trigger.
 * @throws `invalid_trigger_id`, `expired_trigger_id` after 3 s, `exchanged_trigger_id` at the second use.
 */
export function exchangeTrigger(workspace: Workspace, id: string): Trigger {
  const trigger = workspace.state.triggers.find((one) => one.id === id)
  if (!trigger) throw new ApiRefusal('invalid_trigger_id')
  if (trigger.used) throw new ApiRefusal('exchanged_trigger_id')
  if (workspace.now().getTime() - trigger.at > TRIGGER_MS) throw new ApiRefusal('expired_trigger_id')
  trigger.used = true
  return trigger
}
