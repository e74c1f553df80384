import { readCarriers } from '../answer/carriers.ts'
import type { Answer } from '../answer/read-answer.ts'
import type { Layer } from '../denial.ts'
import type { Hit } from '../matching/see-clue.ts'
import type { Match } from '../matching/signature-finder.ts'
import type { Causes } from '../signature.ts'
import { bestOf } from './choose-refuser.ts'
import { USUAL_CAUSES } from './usual-causes.ts'

/**
 * The layer that an answer without a product suggests; `confidence` as in Denial, never sure. `usual` are the causes to
 * start from where the answer names none; empty where the layer itself is a mere guess.
 */
type Suggestion = { layer: Layer; confidence: number; usual: Causes; sights: readonly (Hit & { means: string })[] }

const NOBODY: Suggestion = { layer: 'unknown', confidence: 0, usual: {}, sights: [] }
/** Up to here a layer is a guess, and nothing is built on it. */
const GUESS = 0.3
const STEP = 0.05
const STEPS_MAX = 2
const MIN = 0.2
const MAX = 0.7

/**
 * Which layer refused when no product is known: the strongest sign names it, signs of the same layer make it surer and
 * those of others less sure. Without a sign, the innermost server seen on the way; without one, `unknown`.
 */
export function weighLayers(answer: Answer, matches: readonly Match[]): Suggestion {
  const speakers = matches.filter(({ signature }) => signature.product === 'unknown' && signature.layer !== 'unknown')
  const strongest = bestOf(speakers)
  if (!strongest) return innermostSeen(answer)
  const { layer, confidence } = strongest.signature
  const agreeing = speakers.filter(({ signature }) => signature.layer === layer)
  const steps = Math.min(STEPS_MAX, agreeing.length - 1) - Math.min(STEPS_MAX, speakers.length - agreeing.length)
  const sights = strongest.hits.slice(0, 1).map((hit) => ({ ...hit, means: strongest.signature.means }))
  const usual = confidence > GUESS ? USUAL_CAUSES[layer] : {}
  return { layer, confidence: round(Math.min(MAX, Math.max(MIN, confidence + STEP * steps))), usual, sights }
}

function innermostSeen(answer: Answer): Suggestion {
  const carrier = readCarriers(answer).at(-1)
  if (!carrier) return namedServer(answer)
  const means = `${carrier.product} is the innermost party seen on the way, and nothing shows that one behind it answered`
  return { layer: carrier.layer, confidence: GUESS, usual: {}, sights: [{ where: carrier.where, text: carrier.text, means }] }
}

function namedServer(answer: Answer): Suggestion {
  const text = answer.headers.get('server')?.trim()
  if (!text) return NOBODY
  const means = 'A server names itself, and it is none that is known: it may have refused itself'
  return { layer: 'web-server', confidence: MIN, usual: {}, sights: [{ where: 'header:server', text, means }] }
}

const round = (value: number) => Math.round(value * 100) / 100
