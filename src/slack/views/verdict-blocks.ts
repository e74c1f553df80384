import type { KnownBlock } from '@slack/types'
import type { Denial } from '../../denial/denial.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { context, section } from './elements.ts'
import { codeSpan, mrkdwn } from './text.ts'
import { CAUSE_WORDS, confidenceWords, LAYER_WORDS, VERDICT_WORDS } from './words.ts'

const EVIDENCE_LINES_MAX = 4

/** Who refused and why, as far as it is known, with the evidence of each statement. */
export function verdictBlocks(view: IncidentView): KnownBlock[] {
  const { denial } = view
  if (!denial) return view.findings.length === 0 ? [] : [section(`*${VERDICT_WORDS[view.verdict]}*`)]
  const evidence = evidenceLines(denial)
  return [section(denialText(denial)), ...(evidence.length > 0 ? [context(evidence.join('\n'))] : [])]
}

function denialText(denial: Denial): string {
  const by = denial.layer === 'unknown' ? 'cannot tell which layer refused' : `by the *${LAYER_WORDS[denial.layer]}*`
  const product = denial.product === 'unknown' ? '' : ` (${mrkdwn(denial.product, 60)})`
  const why = denial.cause === 'unknown' ? 'the cause is not known yet' : `${CAUSE_WORDS[denial.cause]} (${codeSpan(denial.cause, 40)})`
  const lines = [`*${VERDICT_WORDS[denial.verdict]}* ${by}${product}: ${why}. _${confidenceWords(denial.confidence)}_`]
  if (denial.rule) lines.push(`Rule: ${codeSpan(denial.rule, 300)}`)
  return lines.join('\n')
}

function evidenceLines(denial: Denial): string[] {
  const lines = denial.evidence
    .slice(0, EVIDENCE_LINES_MAX)
    .map((one) => `• ${mrkdwn(one.where, 60)}: ${codeSpan(one.text, 160)} ${mrkdwn(one.means, 160)}`)
  const more = denial.evidence.length - lines.length
  return more > 0 ? [...lines, `• and ${more} more in the thread`] : lines
}
