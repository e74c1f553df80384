import type { RunbookSet } from '../runbook/tree.ts'
import type { State } from './state.ts'
import type { WalkChecks } from './walk-checks.ts'

type Reader<T> = (state: State, set: RunbookSet, checks: WalkChecks) => T

/** The same pure reading of a state, made once while that state lives: a decision, the row to list and the view all ask for it. */
export function oncePerState<T>(read: Reader<T>): Reader<T> {
  const known = new WeakMap<State, { set: RunbookSet; checks: WalkChecks; value: T }>()
  return (state, set, checks) => {
    const last = known.get(state)
    if (last && last.set === set && last.checks === checks) return last.value
    const value = read(state, set, checks)
    known.set(state, { set, checks, value })
    return value
  }
}
