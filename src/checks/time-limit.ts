type Limit = {
  timeoutMs: number
  /** While true, the time that passed was the queue's and another span is given. */
  isWaiting: () => boolean
  /** The caller's own end. */
  signal?: AbortSignal | undefined
}

/** The signal of a run with a time limit, `expired` telling the limit from the caller's end, and `clear` to stop the clock. */
export type TimeLimit = { signal: AbortSignal; expired(): boolean; clear(): void }

/** Starts the clock. Time during which the run only waits for the target's budget is not held against it. */
export function startTimeLimit({ timeoutMs, isWaiting, signal: outer }: Limit): TimeLimit {
  const controller = new AbortController()
  let expired = false
  let timer: NodeJS.Timeout

  function tick(): void {
    timer = setTimeout(() => {
      if (isWaiting()) return tick()
      expired = true
      controller.abort(new Error('time limit'))
    }, timeoutMs)
  }

  tick()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  return { signal, expired: () => expired, clear: () => clearTimeout(timer) }
}
