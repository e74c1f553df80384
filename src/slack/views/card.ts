import type { IncidentView } from '../../incidents/view.ts'
import { context } from './elements.ts'
import { knownRuleBlocks } from './known-rule-blocks.ts'
import { CARD_BUTTONS_MAX } from './limits.ts'
import { endedActions, outcomeBlocks, resolutionBlocks } from './outcome-blocks.ts'
import { personText } from './person.ts'
import { questionBlocks } from './question-blocks.ts'
import { type Rendered, render } from './rendered.ts'
import { requestBlocks } from './request-blocks.ts'
import { mrkdwn } from './text.ts'
import { verdictBlocks } from './verdict-blocks.ts'
import { verificationBlocks } from './verification-blocks.ts'
import { STATE_WORDS } from './words.ts'

/**
 * The incident as one message, edited in place: state, request, what was seen before, verdict or outcome with its
 * evidence, the question. At most five buttons; the rest in two menus. The same view always gives the same card.
 */
export function cardMessage(view: IncidentView): Rendered {
  const question = questionBlocks(view)
  const ended = endedActions(view)
  const known = knownRuleBlocks(view, CARD_BUTTONS_MAX - question.buttons - ended.buttons)
  const isDismissed = view.knownRules.every(({ judged }) => judged?.verdict === 'different')
  const blocks = [
    ...requestBlocks(view),
    ...resolutionBlocks(view),
    ...(isDismissed ? [] : known.blocks),
    ...outcomeBlocks(view),
    ...verificationBlocks(view),
    ...(view.conclusion ? [] : verdictBlocks(view)),
    ...(isDismissed ? known.blocks : []),
    ...question.blocks,
    ...noteBlocks(view),
    ...ended.blocks,
  ]
  return render({ id: `card-${view.incident}`, version: view.seq, text: cardText(view), blocks })
}

/** One line about the incident, for notifications. */
function cardText(view: IncidentView): string {
  const what = view.question ? `: ${mrkdwn(view.question.title, 150)}` : view.conclusion ? `: ${mrkdwn(view.conclusion.title, 150)}` : ''
  return `${view.name} ${STATE_WORDS[view.state]}${what} (${mrkdwn(view.request.method, 20)} ${mrkdwn(view.request.url, 300)} as ${mrkdwn(view.subject, 60)})`
}

function noteBlocks(view: IncidentView) {
  const last = view.notes.at(-1)
  const called = view.escalations.at(-1)
  const lines = [
    ...(last ? [`Note by ${personText(last.by)}: ${mrkdwn(last.text, 300)}`] : []),
    ...(called ? [`Escalated to ${mrkdwn(called.to, 100)} by ${personText(called.by)}`] : []),
  ]
  return lines.length > 0 ? [context(...lines)] : []
}
