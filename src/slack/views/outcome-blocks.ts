import type { KnownBlock } from '@slack/types'
import type { Denial } from '../../denial/denial.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { ACTION } from '../action-id.ts'
import { approvalButtons } from './approval-button.ts'
import { button, context, overflow, section } from './elements.ts'
import { outcomeEvidence } from './evidence-lines.ts'
import { personText } from './person.ts'
import { codeSpan, markdownText, mrkdwn } from './text.ts'
import { unseenLine } from './unseen-lines.ts'
import { verdictWords } from './verdict-words.ts'
import { proofText, verifyButtons } from './verification-blocks.ts'
import { CAUSE_WORDS, confidenceWords, isSaid, LAYER_WORDS } from './words.ts'

type Conclusion = NonNullable<IncidentView['conclusion']>

/** How the walk ended: layer, product, cause, rule, the evidence for them, and what to do until it is resolved; nothing while the walk goes on. */
export function outcomeBlocks(view: IncidentView): KnownBlock[] {
  const { conclusion } = view
  if (!conclusion) return []
  const evidence = outcomeEvidence(view)
  const unseen = unseenLine(view)
  return [
    section(headText(conclusion, view)),
    ...(evidence.length > 0 ? [context(`*Evidence*\n${evidence.join('\n')}`)] : []),
    ...(unseen ? [context(unseen)] : []),
    ...(view.resolution ? [] : [section(todoText(conclusion))]),
    ...endedBy(view),
  ]
}

/** The outcome in short, for a message that only tells of it: the evidence stands on the card. */
export function outcomeSummary(view: IncidentView): KnownBlock[] {
  const { conclusion } = view
  return conclusion ? [section(`${headText(conclusion, view)}\n*What to do:* ${markdownText(conclusion.fix, 700)}`)] : []
}

function headText(conclusion: Conclusion, view: IncidentView): string {
  const { denial } = conclusion
  const cause = `*Cause:* ${named(conclusion.cause, CAUSE_WORDS[conclusion.cause])}`
  const facts = denial
    ? [
        `*Layer:* ${layerText(denial)}`,
        `*Product:* ${codeSpan(denial.product, 60)}${denial.product === 'unknown' ? ' the answer does not give it away' : ''}`,
        cause,
        `*Rule:* ${denial.rule ? codeSpan(denial.rule, 300) : 'not named by the refusal'}`,
      ]
    : [`*${verdictWords(conclusion.verdict, view)}*`, '*Layer, product, rule:* no refusal was seen that could show them', cause]
  return [`*Outcome:* ${mrkdwn(conclusion.title, 150)}`, ...(conclusion.correct ? ['The refusal is right.'] : []), ...facts].join('\n')
}

function layerText({ layer, confidence }: Denial): string {
  const sure = layer === 'unknown' ? '' : `, _${confidenceWords(confidence)}_`
  return `${named(layer, LAYER_WORDS[layer])}${sure}`
}

/** A name with its words, unless they say the same. */
function named(name: string, words: string): string {
  return isSaid(name, words) ? codeSpan(name, 40) : `${codeSpan(name, 40)} ${words}`
}

function todoText(conclusion: Conclusion): string {
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
  const proof = proofText(view)
  const refined = resolution.refined ? `, what was filed refined by ${personText(resolution.refined)}` : ''
  const lines = [
    `*Resolved* by ${personText(resolution.by)}${proof ? ' on proof' : ''}${refined}`,
    ...(proof ? [proof] : []),
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
  if (view.state === 'resolved') {
    const isRefinable = view.resolution?.proof !== undefined && !view.resolution.refined
    const refine = isRefinable ? [button({ action: ACTION.resolve, label: 'Refine the rule…', value })] : []
    return { blocks: [{ type: 'actions', elements: [...refine, reopen] }], buttons: 1 + refine.length }
  }
  if (view.state !== 'concluded') return { blocks: [], buttons: 0 }
  const verify = verifyButtons(view)
  const resolve = button({ action: ACTION.resolve, label: 'Resolve…', value, ...(verify.length === 0 && { style: 'primary' }) })
  const menu = overflow(ACTION.walkMenu, [
    ...(view.canGoBack ? [{ label: 'Back', value: { ...value, do: 'back' } }] : []),
    { label: 'Conclude otherwise…', value: { ...value, do: 'conclude' } },
    { label: 'Add note…', value: { ...value, do: 'note' } },
  ])
  const again = view.lostWrite ? approvalButtons(view) : []
  return {
    blocks: [{ type: 'actions', elements: [...verify, resolve, ...again, reopen, menu] }],
    buttons: verify.length + 2 + again.length,
  }
}
