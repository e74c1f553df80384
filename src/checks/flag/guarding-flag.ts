import type { Denial } from '../../denial/denial.ts'
import type { Exchange } from '../../exchange.ts'
import { lastRefusal } from '../read-outcome.ts'
import type { Evaluation } from './flag-finding.ts'

/** A shorter key would be found in any text. */
const KEY_MIN = 4
const TEXT_MAX = 20_000

/** A name as people write it anywhere: `newCheckout`, `new-checkout` and `new_checkout` are one. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Whether the refusal itself names a flag: in its rule, its address or its words. */
export function isNamed(
  flag: string,
  { denial, exchanges, url }: { denial: Denial; exchanges: readonly Exchange[]; url: string },
): boolean {
  const key = plain(flag)
  if (key.length < KEY_MIN) return false
  const refusal = lastRefusal(exchanges)?.response
  const headers = Object.values(refusal?.headers ?? {}).flat()
  const texts = [denial.rule ?? '', new URL(url).pathname, (refusal?.body ?? '').slice(0, TEXT_MAX), ...headers]
  return texts.some((text) => plain(text).includes(key))
}

/**
 * The flag that a refusal hangs on: one that is off here and on for who passes, else one that is off and named (by who asked, or
 * by the refusal), else one that is named and on. Undefined where nothing ties a flag to the refusal.
 */
export function guardingFlag(
  evaluations: readonly Evaluation[],
  { onForOther, isTied }: { onForOther: readonly string[]; isTied: (flag: string) => boolean },
): Evaluation | undefined {
  const off = evaluations.filter(({ on }) => !on)
  return (
    off.find(({ flag }) => onForOther.includes(flag) && isTied(flag)) ??
    off.find(({ flag }) => isTied(flag)) ??
    (onForOther.length === 1 ? off.find(({ flag }) => onForOther.includes(flag)) : undefined) ??
    evaluations.find(({ flag, on }) => on && isTied(flag))
  )
}
