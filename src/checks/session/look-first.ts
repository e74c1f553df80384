import type { Exchange } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import { decisiveResponse } from '../check-failed.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { lastRefusal, readOutcome } from '../read-outcome.ts'
import { SAFE_GET } from '../safe-request.ts'
import { type CsrfSigns, recipesShown } from './csrf-recipe.ts'
import { readSetCookies } from './read-set-cookies.ts'
import { refusalText, refusalWords } from './refusal-words.ts'

/** A framework that answers reading, too, as if nobody had signed in when its token is missing. */
const GUARDS_READING = 'WordPress'

/** What is known before anything is tried: the cookies' names, the answer to reading with them, and what the refusal says. */
export type Start = {
  names: string[]
  baseline: Exchange
  refused: boolean
  signs: CsrfSigns
  words: ReturnType<typeof refusalWords>
}

/** Reads the URL with the session as it is. @throws CheckFailed when no answer comes */
export async function lookFirst(context: CheckContext, as: string): Promise<Start> {
  const names = Object.keys((await context.credential(as)).cookies)
  const baseline = await context.probe({ ...SAFE_GET, as })
  decisiveResponse(baseline)
  const refused = readOutcome(baseline).kind === 'refused'
  const refusal = lastRefusal(context.exchanges) ?? (refused ? baseline : undefined)
  const set = readSetCookies([...context.exchanges, baseline], context.now()).names
  const signs = { text: refusalText(refusal), cookies: [...names, ...set] }
  return { names, baseline, refused, signs, words: refusalWords(refusal) }
}

/** Whether a CSRF token may be what is missing: it is named, or a write carries a session. Reading needs one where it is refused for it. */
export function mayNeedToken({ request }: CheckContext, { words, names, refused, signs }: Start): boolean {
  if (!isSafeMethod(request.method)) return words.csrfRefused || names.length > 0
  const guardsReading = names.length > 0 && recipesShown(signs).some(({ framework }) => framework === GUARDS_READING)
  return refused && (words.csrfRefused || guardsReading)
}

/** Whether reading leads to a login page or round in a circle. */
export function leadsToLogin({ baseline }: Start): boolean {
  return readOutcome(baseline).verdict === 'redirected-to-login' || (baseline.hops ?? []).some(({ refused }) => refused === 'it is a loop')
}
