import type { ActionsBlock, KnownBlock } from '@slack/types'
import type { IncidentView } from '../../incidents/view.ts'
import { ACTION } from '../action-id.ts'
import { button, overflow, section, select } from './elements.ts'
import { ANSWER_BUTTONS_MAX } from './limits.ts'
import { markdownText, mrkdwn } from './text.ts'

type Elements = ActionsBlock['elements']

/** What a person is asked, or what the machine does, with the buttons for it. `buttons` says how many are drawn. */
export function questionBlocks(view: IncidentView): { blocks: KnownBlock[]; buttons: number } {
  if (view.state === 'concluded' || view.state === 'resolved') return { blocks: [], buttons: 0 }
  const answers = answerElements(view)
  const elements: Elements = [...answers, ...approvalElements(view), ...walkMenu(view)]
  const buttons = elements.filter((element) => element.type === 'button').length
  return { blocks: [section(questionText(view)), { type: 'actions', elements }], buttons }
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

function approvalElements(view: IncidentView): Elements {
  const { approval, request } = view
  if (!approval) return []
  const text = `why403 will send this ${approval.method} to ${view.target.name} as ${view.subject}, and it may change data there. Your name is noted. ${request.url}`
  const confirm = { title: `${approval.label}?`, text, yes: `Send ${approval.method}`, no: 'Cancel' }
  return [button({ action: ACTION.approve, label: approval.label, value: { i: view.incident }, style: 'danger', confirm })]
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
