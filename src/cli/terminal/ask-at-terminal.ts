import { isCancel, log, select } from '@clack/prompts'
import type { IncidentView } from '../../incidents/view.ts'
import { terminalText } from './terminal-text.ts'

/** What a person chose: an answer of the open question, or to approve the unsafe method. */
type Choice = { kind: 'answer'; question: number; answer: number } | { kind: 'approve' }

/** Asks the open question of an incident at the terminal; null when the person leaves it open (Esc, Ctrl-C) or the terminal goes away. */
export async function askAtTerminal(view: IncidentView): Promise<Choice | null> {
  const { question, approval } = view
  if (!question) return null
  log.step(terminalText(`${question.title}\n${question.text}`))
  const answers = question.answers.map((answer) => ({ value: String(answer.index), label: terminalText(answer.label) }))
  const approve = approval
    ? [{ value: 'approve', label: approval.label, hint: `sends ${approval.method} to the target, once approved` }]
    : []
  const leave = [{ value: 'leave', label: 'Leave it open', hint: `${view.name} stays as it is` }]
  const gone = new AbortController()
  const hangUp = () => gone.abort()
  process.stdin.once('end', hangUp).once('close', hangUp)
  const chosen = await select({ message: 'What do you know?', options: [...answers, ...approve, ...leave], signal: gone.signal })
  process.stdin.off('end', hangUp).off('close', hangUp)
  if (isCancel(chosen) || chosen === 'leave') return null
  return chosen === 'approve' ? { kind: 'approve' } : { kind: 'answer', question: question.seq, answer: Number(chosen) }
}
