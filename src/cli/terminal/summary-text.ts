import pc from 'picocolors'
import type { Denial } from '../../denial/denial.ts'
import { unseenParts } from '../../incidents/texts/unseen-parts.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { terminalText } from './terminal-text.ts'

const CAUSES_MAX = 3

/** How a diagnosis ended, for a person at a terminal: the answer first, then what proves it, then what to do. */
export function summaryText(view: IncidentView): string {
  const parts = [
    headline(view),
    ...denialLines(view),
    ...evidenceLines(view),
    ...unseenLines(view),
    ...knownLines(view),
    ...todoLines(view),
    ...openLines(view),
  ]
  return `\n${parts.join('\n')}\n\n${pc.dim(`${view.probes === 1 ? '1 probe' : `${view.probes} probes`}, ${Math.round(view.ms)} ms`)}\n`
}

function headline({ name, state, conclusion, verdict, approval }: IncidentView): string {
  if (conclusion) return pc.bold(terminalText(`${name}: ${conclusion.title}`))
  if (approval && verdict === 'allowed') return pc.bold(terminalText(`${name}: reading passes; the ${approval.method} has not been sent`))
  return pc.bold(state === 'checking' ? `${name} is still being checked` : `${name}: ${verdict}, and a person has to judge`)
}

function denialLines({ denial, conclusion }: IncidentView): string[] {
  if (!denial) return []
  const rows = [
    ['Refused by', `${refuser(denial)}, ${percent(denial.confidence)} sure`],
    ['Cause', conclusion?.cause ?? openCauses(denial)],
    ...(denial.rule ? [['Rule', denial.rule]] : []),
    ...denial.references.map(({ name, value }) => ['Reference', `${name} ${value}`]),
  ]
  return rows.map(([name = '', value = '']) => `  ${pc.dim(name.padEnd(11))} ${terminalText(value)}`)
}

function refuser({ layer, product }: Denial): string {
  return product === 'unknown' ? `${layer} (product unknown)` : `${product} (${layer})`
}

/** Before the walk has ended: the likeliest causes, each with its own share. */
function openCauses({ cause, causes }: Denial): string {
  const likeliest = causes.slice(0, CAUSES_MAX).map((one) => `${one.cause} ${percent(one.confidence)}`)
  return likeliest.length > 0 ? likeliest.join(', or ') : cause
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function evidenceLines({ denial }: IncidentView): string[] {
  if (!denial || denial.evidence.length === 0) return []
  const lines = denial.evidence.map(({ where, text, means }) => `  • ${terminalText(means)} ${pc.dim(terminalText(`[${where}: ${text}]`))}`)
  return ['', pc.bold('Because'), ...lines]
}

function unseenLines(view: IncidentView): string[] {
  const lines = unseenParts(view).map(({ what, why }) => `  ${pc.yellow('!')} ${terminalText(what)} ${pc.dim(terminalText(`(${why})`))}`)
  return lines.length > 0 ? ['', pc.bold('Could not be seen'), ...lines] : []
}

function knownLines({ knownRules }: IncidentView): string[] {
  return knownRules.map(
    ({ incident, grade, shared }) =>
      `\n${pc.magenta('Seen before')}: INC-${incident} (${grade}; ${terminalText(shared.map(sharedWords).join(', '))})`,
  )
}

function todoLines({ conclusion, escalateTo }: IncidentView): string[] {
  if (!conclusion) return []
  const verify = conclusion.verify ? [`  ${pc.dim('Verify')}  ${terminalText(conclusion.verify)}`] : []
  return [
    '',
    pc.bold('What to do'),
    `  ${proseText(conclusion.fix)}`,
    ...verify,
    `  ${pc.dim('Call')}    ${conclusion.escalate ?? escalateTo}`,
  ]
}

function openLines({ conclusion, question, approval }: IncidentView): string[] {
  if (conclusion || !question) return []
  const answers = question.answers.map(({ label }) => `  ◦ ${terminalText(label)}`)
  const unsafe = approval ? [`  ${pc.dim(`${approval.label}: run again with --send-unsafe`)}`] : []
  return ['', pc.bold(terminalText(question.title)), `  ${proseText(question.text)}`, ...answers, ...unsafe]
}

/** Markdown of a runbook, indented; its bold is the terminal's. */
function proseText(markdown: string): string {
  const shown = terminalText(markdown).trim().replaceAll('\n', '\n  ')
  return shown.replace(/\*\*([^*\n]+)\*\*/g, (_, words: string) => pc.bold(words))
}

/** `layer:waf` as people say it: `layer waf`. */
function sharedWords(feature: string): string {
  return feature.replace(':', ' ').replace(/^identityClass /, 'identity ')
}
