import type { KnownBlock } from '@slack/types'
import type { Cause, Denial } from '../../denial/denial.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { context, section } from './elements.ts'
import { evidenceSoFar } from './evidence-lines.ts'
import { codeSpan, mrkdwn } from './text.ts'
import { unseenLine } from './unseen-lines.ts'
import { verdictWords } from './verdict-words.ts'
import { CAUSE_WORDS, confidenceWords, LAYER_WORDS, VERDICT_WORDS } from './words.ts'

/** A cause this sure is told as the cause; below it, its rivals are told too. */
const SETTLED_MIN = 0.7
/** Rivals are causes at least this near to the likeliest. */
const RIVAL_SHARE = 0.6
const CAUSES_MAX = 3
const REFERENCES_MAX = 2

/** Who refused and why, as far as it is known, with the evidence of each statement. */
export function verdictBlocks(view: IncidentView): KnownBlock[] {
  const { denial } = view
  const unseen = unseenLine(view)
  const last = unseen ? [context(unseen)] : []
  if (!denial) return view.findings.length === 0 ? [] : [section(`*${verdictWords(view.verdict, view)}*`), ...last]
  const evidence = evidenceSoFar(view)
  return [section(denialText(denial)), ...(evidence.length > 0 ? [context(evidence.join('\n'))] : []), ...last]
}

function denialText(denial: Denial): string {
  const by = denial.layer === 'unknown' ? 'cannot tell which layer refused' : `by the *${LAYER_WORDS[denial.layer]}*`
  const product = denial.product === 'unknown' ? '' : ` (${mrkdwn(denial.product, 60)})`
  const sure = denial.layer === 'unknown' ? '' : `, _${confidenceWords(denial.confidence)}_`
  const lines = [`*${VERDICT_WORDS[denial.verdict]}* ${by}${product}${sure}`, causeText(denial)]
  if (denial.rule) lines.push(`Rule: ${codeSpan(denial.rule, 300)}`)
  if (denial.references.length > 0) lines.push(`To look it up: ${referencesText(denial)}`)
  return lines.join('\n')
}

/** What its owner finds this very refusal by in a log or console: a question sends people there. */
function referencesText({ references }: Denial): string {
  const shown = references.slice(0, REFERENCES_MAX)
  return shown.map(({ name, value }) => `${mrkdwn(name, 60)} ${codeSpan(value, 100)}`).join(', ')
}

function causeText({ cause, causes, confidence }: Denial): string {
  if (cause === 'unknown') return 'Cause: not known yet'
  const best = causes[0]?.confidence ?? confidence
  if (best >= SETTLED_MIN) return `Cause: ${causeWords(cause)}, _${confidenceWords(best)}_`
  const rivals = causes.filter((one) => one.cause !== cause && one.confidence >= best * RIVAL_SHARE).map((one) => one.cause)
  const open = [cause, ...rivals].slice(0, CAUSES_MAX).map(causeWords)
  return open.length > 1 ? `Cause, not settled yet: ${open.join(', or ')}` : `Cause: ${open[0]}, _${confidenceWords(best)}_`
}

function causeWords(cause: Cause): string {
  return `${CAUSE_WORDS[cause]} (${codeSpan(cause, 40)})`
}
