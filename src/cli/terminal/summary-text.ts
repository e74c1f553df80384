import pc from 'picocolors'
import type { IncidentView } from '../../incidents/view.ts'
import { terminalText } from './terminal-text.ts'

/** How a diagnosis ended, for a person at a terminal: the answer first, then what proves it, then what to do. */
export function summaryText(view: IncidentView): string {
  const parts = [headline(view), ...denialLines(view), ...evidenceLines(view), ...knownLines(view), ...todoLines(view), ...openLines(view)]
  return `\n${parts.join('\n')}\n\n${pc.dim(`${view.probes} probes, ${Math.round(view.ms)} ms`)}\n`
}

function headline({ name, state, conclusion, verdict }: IncidentView): string {
  if (conclusion) return pc.bold(terminalText(`${name}: ${conclusion.title}`))
  return pc.bold(state === 'checking' ? `${name} is still being checked` : `${name}: ${verdict}, and a person has to judge`)
}

function denialLines({ denial, conclusion }: IncidentView): string[] {
  if (!denial) return []
  const rows = [
    ['Refused by', `${denial.product} (${denial.layer})`],
    ['Cause', conclusion?.cause ?? denial.cause],
    ...(denial.rule ? [['Rule', denial.rule]] : []),
    ['Sure', `${Math.round(denial.confidence * 100)} %`],
    ...denial.references.map(({ name, value }) => ['Reference', `${name} ${value}`]),
  ]
  return rows.map(([name = '', value = '']) => `  ${pc.dim(name.padEnd(11))} ${terminalText(value)}`)
}

function evidenceLines({ denial }: IncidentView): string[] {
  if (!denial || denial.evidence.length === 0) return []
  const lines = denial.evidence.map(({ where, text, means }) => `  • ${terminalText(means)} ${pc.dim(terminalText(`[${where}: ${text}]`))}`)
  return ['', pc.bold('Because'), ...lines]
}

function knownLines({ knownRules }: IncidentView): string[] {
  return knownRules.map(({ incident, grade, shared }) => `\n${pc.magenta('Seen before')}: INC-${incident} (${grade}; ${shared.join(', ')})`)
}

function todoLines({ conclusion, escalateTo }: IncidentView): string[] {
  if (!conclusion) return []
  const verify = conclusion.verify ? [`  ${pc.dim('Verify')}  ${terminalText(conclusion.verify)}`] : []
  return [
    '',
    pc.bold('What to do'),
    `  ${terminalText(conclusion.fix).trim().replaceAll('\n', '\n  ')}`,
    ...verify,
    `  ${pc.dim('Call')}    ${conclusion.escalate ?? escalateTo}`,
  ]
}

function openLines({ conclusion, question, approval }: IncidentView): string[] {
  if (conclusion || !question) return []
  const answers = question.answers.map(({ label }) => `  ◦ ${terminalText(label)}`)
  const unsafe = approval ? [`  ${pc.dim(`${approval.label}: run again with --send-unsafe`)}`] : []
  return [
    '',
    pc.bold(terminalText(question.title)),
    `  ${terminalText(question.text).trim().replaceAll('\n', '\n  ')}`,
    ...answers,
    ...unsafe,
  ]
}
