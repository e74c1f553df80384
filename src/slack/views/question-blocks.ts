import type { ActionsBlock, KnownBlock } from '@slack/types'
import type { IncidentView } from '../../incidents/view.ts'
import { ACTION } from '../action-id.ts'
import { approvalButtons } from './approval-button.ts'
import { button, context, overflow, section, select } from './elements.ts'
import { ANSWER_BUTTONS_MAX } from './limits.ts'
import { markdownText, mrkdwn } from './text.ts'

type Elements = ActionsBlock['elements']

/** What a person is asked, or what the machine does, with the buttons for it. `buttons` says how many are drawn. */
export function questionBlocks(view: IncidentView): { blocks: KnownBlock[]; buttons: number } {
  if (view.state === 'concluded' || view.state === 'resolved') return { blocks: [], buttons: 0 }
  const answers = answerElements(view)
  const elements: Elements = [...answers, ...approvalButtons(view), ...walkMenu(view)]
  const buttons = elements.filter((element) => element.type === 'button').length
  const [text, wish] = splitWish(questionText(view))
  const blocks = [section(text), { type: 'actions' as const, elements }, ...(wish ? [context(wish)] : [])]
  return { blocks, buttons }
}

/** What a runbook wishes for its future is read by daylight: it goes below the buttons, in small print. */
function splitWish(text: string): [text: string, wish: string | undefined] {
  const at = text.indexOf('\nWhat would make this automatic:')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at).trim()]
}

function questionText(view: IncidentView): string {
  const { question, step } = view
  if (question) return `*${mrkdwn(question.title, 150)}*\n${markdownText(question.text, 1400)}`
  const at = step ? ` at *${mrkdwn(step.title, 150)}*` : ''
  if (view.state === 'stuck') return `No check and no answer leads on${at}. Conclude it, escalate it, or go back.`
  return `Checking${at}: ${view.probes === 1 ? '1 probe' : `${view.probes} probes`} sent so far.`
}

function answerElements(view: IncidentView): Elements {
  const { question } = view
  if (!question || question.answers.length === 0) return []
  const value = (index: number) => ({ i: view.incident, q: question.seq, a: index })
  if (question.answers.length > ANSWER_BUTTONS_MAX) {
    return [
      select(
        ACTION.choose,
        'Choose the answer',
        question.answers.map(({ index, label }) => ({ label, value: value(index) })),
      ),
    ]
  }
  return question.answers.map(({ index, label }) => button({ action: ACTION.answer, suffix: index, label, value: value(index) }))
}

function walkMenu(view: IncidentView): Elements {
  const value = (act: string) => ({ i: view.incident, ...(view.question ? { q: view.question.seq } : {}), do: act })
  const options = [
    ...(view.canGoBack ? [{ label: 'Back', value: value('back') }] : []),
    ...(view.question?.canSkip ? [{ label: 'Skip…', value: value('skip') }] : []),
    { label: 'Conclude…', value: value('conclude') },
    { label: 'Add note…', value: value('note') },
  ]
  return [overflow(ACTION.walkMenu, options)]
}
