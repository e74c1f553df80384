import type { CheckRun, CheckSession, RunInput } from '../../checks/check-runner.ts'
import type { CheckResult } from '../../checks/finding.ts'
import { isWhy403Error } from '../../errors.ts'
import { storableJson } from '../../store/schema/columns.ts'
import { isHeldBack } from '../../walk/held-back.ts'
import { denialIn, exchangesIn } from '../../walk/path-exchanges.ts'
import type { PlannedCheck } from '../../walk/planned-check.ts'
import type { State } from '../../walk/state.ts'
import { hasResult } from '../../walk/verification-runs.ts'
import type { Bell } from './bell.ts'

/** Checks on their way and results that came but are not in the log yet, by check key. */
export type CheckPool = {
  /** Starts what is not on its way, while fewer than `runningMax` are; what is becomes urgent when asked for urgently. Says whether anything new began. */
  start(plans: readonly PlannedCheck[], how: { urgent: boolean; runningMax?: number }): boolean
  arrived(): ReadonlyMap<string, CheckResult>
  /** How many are on their way. */
  running(): number
  /** Resolves when none of these is on its way any more. */
  ended(keys: readonly string[]): Promise<unknown>
  /** Forgets what the log has, and what was started under circumstances that no longer hold. */
  follow(state: State): void
  /** Aborts what is on its way. */
  stop(): void
}

/** What a check was started under. */
type Circumstances = { round: number; approved: boolean }
type Entry = Circumstances & { run: CheckRun; abort: AbortController }
type Arrived = Circumstances & { result: CheckResult }

/** A pool over `sessionFor`, which gives the check session for a check in the state last followed. `bell` rings at each arrival. */
export function createCheckPool(input: {
  bell: Bell
  state: State
  sessionFor: (state: State, plan: PlannedCheck) => CheckSession
}): CheckPool {
  const running = new Map<string, Entry>()
  const arrived = new Map<string, Arrived>()
  let { state } = input

  function begin(plan: PlannedCheck, urgent: boolean): void {
    const under = { round: state.round, approved: state.approval !== undefined }
    const abort = new AbortController()
    const entry = { ...under, abort, run: startCheck(plan, { urgent, signal: abort.signal, session: () => input.sessionFor(state, plan) }) }
    running.set(plan.key, entry)
    void entry.run.result.then((result) => {
      if (running.get(plan.key) !== entry) return
      running.delete(plan.key)
      arrived.set(plan.key, { ...under, result: asStored(result) })
      input.bell.ring()
    })
  }

  return {
    start(plans, { urgent, runningMax = Number.POSITIVE_INFINITY }) {
      const room = Math.max(0, runningMax - running.size)
      const fresh = plans.filter(({ key }) => !running.has(key) && !arrived.has(key)).slice(0, room)
      if (urgent) for (const { key } of plans) running.get(key)?.run.hurry()
      for (const plan of fresh) begin(plan, urgent)
      return fresh.length > 0
    },
    arrived: () => new Map([...arrived].map(([key, { result }]) => [key, result])),
    running: () => running.size,
    ended: (keys) => Promise.all(keys.map((key) => running.get(key)?.run.result)),
    follow(now) {
      state = now
      for (const [key, entry] of arrived) if (hasResult(now, key) || isOutdated(entry, now)) arrived.delete(key)
      for (const [key, { abort, round }] of running) {
        if (round === now.round) continue
        running.delete(key)
        abort.abort()
      }
    },
    stop() {
      for (const { abort } of running.values()) abort.abort()
      running.clear()
    },
  }
}

/** Of another round, or held back for an approval that is there by now. */
function isOutdated({ round, approved, result }: Arrived, state: State): boolean {
  return round !== state.round || (!approved && state.approval !== undefined && isHeldBack(result))
}

type Starting = { urgent: boolean; signal: AbortSignal; session: () => CheckSession }

function startCheck({ check, params, reads = exchangesIn([]) }: PlannedCheck, { urgent, signal, session }: Starting): CheckRun {
  const input = { check, params, exchanges: reads, denial: denialIn(reads), urgent, signal }
  return startOrFail(() => session().start(input), input)
}

/** A check that cannot even start, because its target is configured no more, is a failed check. */
function startOrFail(start: () => CheckRun, { check, params }: Pick<RunInput, 'check' | 'params'>): CheckRun {
  try {
    return start()
  } catch (error) {
    const failed = isWhy403Error(error) ? 'refused' : 'crashed'
    const message = isWhy403Error(error) ? error.message : `${check} could not be started.`
    return {
      result: Promise.resolve({ check, params, finding: { kind: 'failed', failed, message }, exchanges: [], durationMs: 0 }),
      hurry: () => {},
    }
  }
}

/** The result as it will be read back from the log, so that a decision made before it is stored is the same after. */
function asStored(result: CheckResult): CheckResult {
  return JSON.parse(storableJson(result)) as CheckResult
}
