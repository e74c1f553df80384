import type { HeaderBlock, SectionBlock } from '@slack/types'
import type { IncidentView } from '../../incidents/view.ts'
import { ACTION } from '../action-id.ts'
import { overflow, section } from './elements.ts'
import { HEADER_TEXT_MAX } from './limits.ts'
import { personText } from './person.ts'
import { codeSpan, mrkdwn, plain } from './text.ts'
import { STATE_SIGNS, STATE_WORDS } from './words.ts'

/** The card's head: which incident, in what state, about which request, and what the team can do with it at any time. */
export function requestBlocks(view: IncidentView): [HeaderBlock, SectionBlock] {
  const title = `${STATE_SIGNS[view.state]} ${view.name}: ${STATE_WORDS[view.state]}`
  return [
    { type: 'header', text: plain(title, HEADER_TEXT_MAX) },
    { ...section(requestText(view)), accessory: teamMenu(view) },
  ]
}

function requestText(view: IncidentView): string {
  const lines = [
    codeSpan(`${view.request.method} ${view.request.url}`, 500),
    `as *${mrkdwn(view.subject, 60)}* · target *${mrkdwn(view.target.name, 60)}* · owned by ${mrkdwn(view.target.owner, 80)}`,
    `Opened by ${personText(view.openedBy)}${view.owner ? ` · taken by ${personText(view.owner)}` : ''}`,
  ]
  if (view.approvedBy) lines.push(sentText(view, view.approvedBy))
  return lines.join('\n')
}

function sentText({ name, request, target, lostWrite }: IncidentView, by: NonNullable<IncidentView['approvedBy']>): string {
  const method = mrkdwn(request.method, 20)
  if (!lostWrite) return `${method} for real: approved by ${personText(by)}`
  return [
    `⚠ *It is not known whether the ${method} arrived.* why403 stopped while it was sending it, as ${personText(by)} had approved.`,
    `Look into the log of ${mrkdwn(target.name, 60)}: it came with \`(+${name})\` in its user agent. Nothing is sent again without another press.`,
  ].join('\n')
}

function teamMenu(view: IncidentView) {
  const value = (act: string, n?: number) => ({ i: view.incident, ...(n === undefined ? {} : { n }), do: act })
  const taken = view.owner ? Date.parse(view.owner.at) : 0
  const open = view.state !== 'resolved'
  return overflow(ACTION.teamMenu, [
    ...(open
      ? [
          { label: 'Take over', value: value('take', taken) },
          { label: `Escalate to ${view.escalateTo}`, value: value('escalate', view.escalations.length) },
        ]
      : []),
    ...(open ? [] : [{ label: 'Add note…', value: value('note') }]),
    { label: 'Hand-over summary', value: value('handover') },
    { label: 'Export', value: value('export') },
  ])
}
