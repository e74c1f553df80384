import type { VerifyFinding } from './verify-finding.ts'

const HELD_BACK = {
  'needs-approval': 'nobody has approved to send it',
  never: 'this target never allows that method',
  'too-wide': 'somebody passes already who must not',
  unstable: 'reading is answered now this way, now that',
} as const

/** One sentence: status before and now, how steadily, and who is refused still. */
export function verifyLine(finding: VerifyFinding): string {
  const { method, identity, sent, heldBack, before, status = 'nothing' } = finding
  if (!sent)
    return `${method} as ${identity} was not sent: ${HELD_BACK[heldBack ?? 'needs-approval']}. ${readingWords(finding)}${othersWords(finding)}`
  return `${method} as ${identity} ${wordsFor(finding)}: ${before} before, ${status} now.${othersWords(finding)}`
}

function wordsFor({ passes, unstable, limited, refused, sameRefusal, of, passedCount, verdict }: VerifyFinding): string {
  const often = of > 1 ? ` in all ${of} calls` : ''
  if (unstable) return `passes in ${passedCount} of ${of} calls`
  if (passes) return `passes now${often}`
  if (limited) return 'meets a rate limiter, which tells nothing of the refusal'
  if (refused) return sameRefusal ? `is refused as before${often}` : `is refused in another way than before${often}`
  return `neither passes nor is refused (${verdict ?? 'no answer'})`
}

function readingWords({ readingPasses, status }: VerifyFinding): string {
  if (status === undefined) return 'GET in its place brought no answer.'
  return `GET in its place ${readingPasses ? 'passes' : 'does not pass'} (${status}).`
}

function othersWords({ keptOut, passesToo, notTold, comesAndGoes, passes, proven }: VerifyFinding): string {
  const kept = keptOut.length > 0 ? ` Still refused: ${keptOut.join(', ')}.` : ''
  const silent = notTold.length > 0 ? ` Could not be asked: ${notTold.join(', ')}.` : ''
  const chance = comesAndGoes && passes && !proven ? ' It had passed now and then before, so this may be chance.' : ''
  const wide = passesToo.length > 0 ? ` Refused before, and passing now: ${passesToo.join(', ')}.` : ''
  return `${kept}${wide}${silent}${chance}`
}
