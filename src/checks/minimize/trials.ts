import type { Exchange } from '../../exchange.ts'
import { type Outcome, readOutcome } from '../read-outcome.ts'
import { type Change, changeKey } from './change.ts'
import type { AskSets } from './ddmin.ts'

/** Why the search ended early: the probes were used up, or a limiter answered. */
export type Stop = '' | 'budget' | 'rate'

/** The refused request with sets of changes: each is asked once, `max` of them at most, those of a round side by side. */
export type Trials = {
  ask: AskSets<Change>
  /** How a set was answered; undefined where it was not asked. */
  kindOf(changes: readonly Change[]): Outcome['kind'] | undefined
  tried(): number
  left(): number
  stopped(): Stop
}

type Input = { send(changes: readonly Change[]): Promise<Exchange>; refusal: Exchange; max: number }

function keyOf(changes: readonly Change[]): string {
  return changes.map(changeKey).sort().join()
}

/** Opens the trials of one refusal. A limiter that only our own calls have woken stops them: its answers tell nothing. */
export function createTrials({ send, refusal, max }: Input): Trials {
  const answers = new Map<string, Exchange>()
  const isLimit = (exchange: Exchange) => readOutcome(exchange).verdict === 'rate-limited'
  let stop: Stop = ''
  let tried = 0

  async function answer(changes: readonly Change[]): Promise<void> {
    const exchange = await send(changes)
    if (exchange.failure?.kind === 'budget') stop ||= 'budget'
    else if (isLimit(exchange) && !isLimit(refusal)) stop = 'rate'
    else answers.set(keyOf(changes), exchange)
  }

  async function ask(sets: readonly (readonly Change[])[]): Promise<readonly (boolean | undefined)[]> {
    const fresh = [...new Map(sets.map((set) => [keyOf(set), set])).entries()].filter(([key]) => !answers.has(key))
    const asked = stop === '' ? fresh.slice(0, max - tried) : []
    tried += asked.length
    await Promise.all(asked.map(([, set]) => answer(set)))
    if (asked.length < fresh.length) stop ||= 'budget'
    return sets.map((set) => (answers.has(keyOf(set)) ? kindOf(set) === 'passed' : undefined))
  }

  function kindOf(changes: readonly Change[]): Outcome['kind'] | undefined {
    const exchange = answers.get(keyOf(changes))
    return exchange && readOutcome(exchange).kind
  }

  return { ask, kindOf, tried: () => tried, left: () => Math.max(0, max - tried), stopped: () => stop }
}
