import type { Change } from './change.ts'
import { neutralValue } from './neutral-value.ts'
import { partValue, type RefusedRequest, type RequestParts } from './request-parts.ts'
import type { Trials } from './trials.ts'

type Sets = readonly (readonly Change[])[]

async function firstPassing(sets: Sets, { ask }: Trials): Promise<readonly Change[] | undefined> {
  const asked = sets.filter((set) => set.length > 0)
  const answers = await ask(asked)
  return asked.find((_, i) => answers[i])
}

function byKind(changes: readonly Change[]): Sets {
  const kinds = [...Map.groupBy(changes, ({ kind }) => kind).values()]
  return kinds.length > 1 ? kinds : []
}

/** Parameters and fields get a harmless value where the request is none without them; the rest is left out as before. */
function withNeutral(changes: readonly Change[], request: RefusedRequest): Change[] {
  return changes.map((change) => {
    const isNeeded = change.kind === 'query' || change.kind === 'body'
    return isNeeded ? { ...change, how: 'replaced', to: neutralValue(partValue(request, change)) } : change
  })
}

/**
 * A set of changes with which the request passes, to be made smaller: all parts left out (with the session's cookies too where
 * nothing else helps), else those of one kind, else with harmless values in place of what is needed, else a single part, if there
 * are probes left for all of them besides `reserve`. Undefined where none passes.
 */
export async function findStart(
  { ordinary, session }: RequestParts,
  { trials, request, reserve }: { trials: Trials; request: RefusedRequest; reserve: number },
): Promise<readonly Change[] | undefined> {
  const stripped = await firstPassing([ordinary], trials)
  if (stripped) return stripped
  const anonymous = session.length > 0 ? await firstPassing([[...ordinary, ...session]], trials) : undefined
  if (anonymous || ordinary.length === 0) return anonymous
  const isBroken = ['hidden', 'error'].includes(trials.kindOf(ordinary) ?? '')
  const neutral = isBroken ? withNeutral(ordinary, request) : []
  const partly = await firstPassing([...byKind(ordinary), neutral], trials)
  if (partly) return partly
  const singles = ordinary.map((change) => [change])
  return singles.length <= trials.left() - reserve ? firstPassing(singles, trials) : undefined
}
