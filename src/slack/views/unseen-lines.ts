import { unseenParts } from '../../incidents/texts/unseen-parts.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { mrkdwn } from './text.ts'

/** A card says that there is more to see than was seen; the thread says all of it. */
const CARD_MAX = 2
const THREAD_MAX = 12

/** What could not be seen, in one small line; undefined where all was seen. */
export function unseenLine(view: IncidentView): string | undefined {
  const parts = unseenParts(view)
  if (parts.length === 0) return undefined
  const shown = parts.slice(0, CARD_MAX).map(({ what, why }) => `${mrkdwn(what, 60)} (${mrkdwn(why, 90)})`)
  const more = parts.length > CARD_MAX ? `; ${parts.length - CARD_MAX} more in the thread` : ''
  return `⚠ Could not be seen: ${shown.join('; ')}${more}`
}

/** The same in the thread, a line each. */
export function unseenLines(view: IncidentView): string[] {
  const parts = unseenParts(view)
  const lines = parts.slice(0, THREAD_MAX).map(({ what, why }) => `⚠ ${mrkdwn(what, 80)}: ${mrkdwn(why, 160)}`)
  return parts.length > THREAD_MAX ? [...lines, `… and ${parts.length - THREAD_MAX} more`] : lines
}
