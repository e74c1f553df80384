import type { KnownBlock } from '@slack/types'
import type { IncidentView } from '../../incidents/view.ts'
import { context, section } from './elements.ts'
import { type Rendered, render } from './rendered.ts'
import { codeSpan, mrkdwn } from './text.ts'
import { STATE_SIGNS, STATE_WORDS } from './words.ts'

/** What a list shows of an incident. */
export type ListedIncident = { incident: number; state: IncidentView['state']; method: string; url: string; title?: string }

/** What a list shows of a resolved rule. */
export type ListedRule = { incident: number; layer: string; product: string; cause: string; rule: string; fix: string }

const LISTED_MAX = 15

/** Open incidents, one line each; says so when there are none. */
export function incidentLines(incidents: readonly ListedIncident[]): string[] {
  const lines = incidents.slice(0, LISTED_MAX).map((one) => {
    const title = one.title ? `: ${mrkdwn(one.title, 80)}` : ''
    const request = codeSpan(`${one.method} ${one.url.replace(/^https?:\/\//, '')}`, 110)
    return `${STATE_SIGNS[one.state]} *INC-${one.incident}* ${STATE_WORDS[one.state]}${title} · ${request}`
  })
  const more = incidents.length - lines.length
  return more > 0 ? [...lines, `… and ${more} more`] : lines
}

/** Resolved rules, two lines each. */
export function ruleLines(rules: readonly ListedRule[]): string[] {
  return rules
    .slice(0, LISTED_MAX)
    .map((one) => `*INC-${one.incident}* ${ruleNames(one).join(' · ')} · ${codeSpan(one.rule, 100)}\n${mrkdwn(one.fix, 160)}`)
}

function ruleNames({ layer, product, cause }: ListedRule): string[] {
  return [layer, product, cause].filter((name) => name !== 'unknown').map((name) => mrkdwn(name, 40))
}

/** The answer to `list`. */
export function incidentList(incidents: readonly ListedIncident[]): Rendered {
  const lines = incidentLines(incidents)
  const blocks: KnownBlock[] = [section(lines.length > 0 ? ['*Open incidents*', ...lines].join('\n') : 'No incident is open.')]
  if (lines.length > 0) blocks.push(context('Type `/why403 INC-n` to see one here.'))
  return render({ id: 'list', version: 0, text: `${incidents.length} open incidents`, blocks })
}

/** The answer to `rules WORDS`. */
export function ruleList(words: string, rules: readonly ListedRule[]): Rendered {
  const about = words ? ` about ${codeSpan(words, 100)}` : ''
  const lines = ruleLines(rules)
  const text = lines.length > 0 ? [`*Resolved rules${about}*`, ...lines].join('\n') : `No resolved rule${about} yet.`
  return render({ id: 'rules', version: 0, text: `${lines.length} rules`, blocks: [section(text)] })
}
