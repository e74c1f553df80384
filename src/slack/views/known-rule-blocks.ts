import type { KnownBlock } from '@slack/types'
import type { IncidentView } from '../../incidents/view.ts'
import { ACTION } from '../action-id.ts'
import { button, overflow, section } from './elements.ts'
import { mrkdwn } from './text.ts'
import { GRADE_WORDS } from './words.ts'

type Known = IncidentView['knownRules'][number]

/**
 * The remembered rules that fit, best first: which incident taught them, what matched, and what people said.
 * `room` is how many buttons the card has left: the first open one gets its two buttons, or a menu.
 */
export function knownRuleBlocks(view: IncidentView, room: number): { blocks: KnownBlock[]; buttons: number } {
  const [first, second] = view.knownRules.filter((known) => known.judged?.verdict !== 'different')
  if (!first) return { blocks: dismissed(view), buttons: 0 }
  const other = second ? [section(knownText(second))] : []
  if (first.judged || view.state === 'resolved') return { blocks: [section(knownText(first)), ...other], buttons: 0 }
  const value = { i: view.incident, r: first.rule }
  if (room < 2) {
    const menu = overflow(ACTION.judge, [
      { label: 'Same again', value: { ...value, do: 'same' } },
      { label: 'Not this', value: { ...value, do: 'other' } },
    ])
    return { blocks: [{ ...section(knownText(first)), accessory: menu }, ...other], buttons: 0 }
  }
  const elements = [
    button({ action: ACTION.same, label: 'Same again', value }),
    button({ action: ACTION.different, label: 'Not this', value }),
  ]
  return { blocks: [section(knownText(first)), { type: 'actions', elements }, ...other], buttons: 2 }
}

function knownText(known: Known): string {
  const shared = known.shared
    .filter(isTelling)
    .slice(0, 6)
    .map((feature) => mrkdwn(feature.replace(':', ' ').replace(/^identityClass /, 'identity '), 60))
  const lines = [
    `*Seen before: INC-${known.incident}* (${GRADE_WORDS[known.grade]})`,
    `Matches: ${shared.join(', ') || 'nothing in particular'}`,
  ]
  if (known.fix && known.judged?.verdict !== 'different') lines.push(`*Mended then by:* ${mrkdwn(known.fix, 300)}`)
  if (known.judged) lines.push(`${known.judged.verdict === 'same' ? 'Same again' : 'Not this'}, says ${mrkdwn(known.judged.who, 80)}`)
  return lines.join('\n')
}

/** That both are unknown is no likeness that a person wants to read. */
function isTelling(feature: string): boolean {
  return !feature.endsWith(':unknown')
}

function dismissed(view: IncidentView): KnownBlock[] {
  const first = view.knownRules[0]
  return first ? [section(knownText(first))] : []
}
