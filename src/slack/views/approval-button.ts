import type { Button } from '@slack/types'
import type { IncidentView } from '../../incidents/view.ts'
import { ACTION } from '../action-id.ts'
import { button } from './elements.ts'

/** The button that sends the unsafe method for real, with what it means; none while there is nothing to approve. */
export function approvalButtons(view: IncidentView): Button[] {
  const { approval, approvedBy } = view
  if (!approval) return []
  const confirm = { title: `${approval.label}?`, text: warning(view, approval.method), yes: `Send ${approval.method}`, no: 'Cancel' }
  const value = { i: view.incident, n: approvedBy ? Date.parse(approvedBy.at) : 0 }
  return [button({ action: ACTION.approve, label: approval.label, value, style: 'danger', confirm })]
}

function warning({ lostWrite, approvedBy, target, subject, request }: IncidentView, method: string): string {
  if (lostWrite)
    return `It may have arrived already, as ${approvedBy?.name ?? 'somebody'} approved it: look into the log of ${target.name} first. Sent again, it may change data twice. Your name is noted. ${request.url}`
  return `why403 will send this ${method} to ${target.name} as ${subject}, and it may change data there. Your name is noted. ${request.url}`
}
