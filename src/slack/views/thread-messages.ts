import type { IncidentView } from '../../incidents/view.ts'
import { section } from './elements.ts'
import { outcomeSummary, resolutionBlocks } from './outcome-blocks.ts'
import { type Rendered, render } from './rendered.ts'
import { mrkdwn } from './text.ts'

/** The outcome as a message of its own, so that the thread's followers are told. Null while there is none. */
export function outcomeMessage(view: IncidentView): Rendered | null {
  const { conclusion } = view
  if (!conclusion) return null
  const text = `${view.name}: Outcome: ${mrkdwn(conclusion.title, 150)}`
  return render({ id: `outcome-${view.incident}`, version: view.seq, text, blocks: outcomeSummary(view) })
}

/** The resolution as a message of its own. Null while there is none. */
export function resolvedMessage(view: IncidentView): Rendered | null {
  if (!view.resolution) return null
  const text = `${view.name} Resolved by ${mrkdwn(view.resolution.by.name, 80)}`
  return render({ id: `resolved-${view.incident}`, version: view.seq, text, blocks: resolutionBlocks(view) })
}

/** Calls for help. `mention` is the Slack mention of whom it calls, when there is one: the one ping that why403 ever sends. */
export function escalationMessage(view: IncidentView, index: number, mention: string | undefined): Rendered | null {
  const escalation = view.escalations[index]
  if (!escalation) return null
  const whom = mention ?? `*${mrkdwn(escalation.to, 100)}*`
  const head = `${whom} ${view.name} is escalated to you by ${mrkdwn(escalation.by.name, 80)}.`
  const blocks = [section(head), section(mrkdwn(escalation.summary, 2900))]
  return render({ id: `escalation-${view.incident}-${index}`, version: view.seq, text: head, blocks })
}
