import type { Core } from '../core.ts'
import type { Delivery } from '../delivery/sender.ts'

const KEPT = 20

/** Lets Slack itself tell `user` something, beside any channel. */
export function tell({ workspace }: Core, user: string, text: string): void {
  const { notices } = workspace.state
  notices.push({ id: workspace.newId(), user, text, at: workspace.now().getTime() })
  notices.splice(0, Math.max(0, notices.length - KEPT))
  workspace.changed()
}

/** Slack's name for a delivery that failed, null when it was taken. */
export function failureOf(delivery: Delivery): string | null {
  if (delivery.outcome === 'timeout') return 'operation_timeout'
  if (delivery.outcome === 'unreachable') return 'dispatch_failed'
  return delivery.status === 200 ? null : delivery.status >= 500 ? 'http_service_error' : 'http_client_error'
}
