import type { KnownBlock } from '@slack/types'
import type { IncidentView } from '../../incidents/view.ts'
import { ACTION } from '../action-id.ts'
import { button, context, overflow, section } from './elements.ts'
import { personText } from './person.ts'
import { codeSpan, markdownText, mrkdwn } from './text.ts'
import { CAUSE_WORDS, LAYER_WORDS, VERDICT_WORDS } from './words.ts'

/** How the walk ended: layer, product, cause, rule and what to do; nothing while it goes on. */
export function outcomeBlocks(view: IncidentView): KnownBlock[] {
  const { conclusion } = view
  if (!conclusion) return []
  const { denial } = conclusion
  const facts = denial
    ? [
        `*Layer:* ${codeSpan(denial.layer, 40)} ${LAYER_WORDS[denial.layer]}`,
        `*Product:* ${codeSpan(denial.product, 60)}`,
        `*Cause:* ${codeSpan(conclusion.cause, 40)} ${CAUSE_WORDS[conclusion.cause]}`,
        `*Rule:* ${denial.rule ? codeSpan(denial.rule, 300) : 'not named by the refusal'}`,
      ]
    : [`*${VERDICT_WORDS[conclusion.verdict]}*`, `*Cause:* ${codeSpan(conclusion.cause, 40)} ${CAUSE_WORDS[conclusion.cause]}`]
  const head = [
    `*Outcome:* ${mrkdwn(conclusion.title, 150)}`,
    ...(conclusion.correct ? ['The refusal is right: access is what to ask for.'] : []),
    ...facts,
  ]
  return [section(head.join('\n')), section(todoText(conclusion)), ...endedBy(view)]
}

function todoText(conclusion: NonNullable<IncidentView['conclusion']>): string {
  const lines = [`*What to do:* ${markdownText(conclusion.fix, 1300)}`]
  if (conclusion.verify) lines.push(`*How to tell that it is mended:* ${markdownText(conclusion.verify, 600)}`)
  if (conclusion.escalate) lines.push(`*Whom to call:* ${mrkdwn(conclusion.escalate, 100)}`)
  return lines.join('\n')
}

function endedBy(view: IncidentView): KnownBlock[] {
  const by = view.conclusion?.by
  return by && by.id !== 'machine' && by.id !== 'why403' ? [context(`Concluded by ${personText(by)}`)] : []
}

/** Who resolved it and what was filed; nothing before that. */
export function resolutionBlocks(view: IncidentView): KnownBlock[] {
  const { resolution } = view
  if (!resolution) return []
  const lines = [
    `*Resolved* by ${personText(resolution.by)}`,
    `${codeSpan(resolution.layer, 40)} · ${codeSpan(resolution.product, 60)} · ${codeSpan(resolution.cause, 40)} · rule ${codeSpan(resolution.rule, 200)}`,
    `*Fix:* ${mrkdwn(resolution.fix, 700)}`,
  ]
  if (resolution.prevention) lines.push(`*Prevention:* ${mrkdwn(resolution.prevention, 500)}`)
  return [section(lines.join('\n'))]
}

/** What can be done with an ended incident. */
export function endedActions(view: IncidentView): { blocks: KnownBlock[]; buttons: number } {
  const value = { i: view.incident }
  const reopen = button({ action: ACTION.reopen, label: 'Reopen…', value })
  if (view.state === 'resolved') return { blocks: [{ type: 'actions', elements: [reopen] }], buttons: 1 }
  if (view.state !== 'concluded') return { blocks: [], buttons: 0 }
  const resolve = button({ action: ACTION.resolve, label: 'Resolve…', value, style: 'primary' })
  const menu = overflow(ACTION.walkMenu, [
    ...(view.canGoBack ? [{ label: 'Back', value: { ...value, do: 'back' } }] : []),
    { label: 'Conclude otherwise…', value: { ...value, do: 'conclude' } },
    { label: 'Add note…', value: { ...value, do: 'note' } },
  ])
  return { blocks: [{ type: 'actions', elements: [resolve, reopen, menu] }], buttons: 2 }
}
