import type { Log } from '../deps.ts'
import { asStoreError } from '../store/store-error.ts'

/**
 * Runs `work` now and then again `everyMs` after each end, for ever; a failure is logged. Answers how to stop it, which
 * waits for the round in hand. Holds no process alive.
 */
export function sweepEvery(everyMs: number, work: () => Promise<void>, log: Log): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let round = Promise.resolve()

  function turn(): void {
    round = work()
      .catch((error: unknown) =>
        log.warn({ error: String(asStoreError(error)) }, 'Looking for unfinished work of Slack failed; it is tried again'),
      )
      .then(() => {
        if (!stopped) timer = setTimeout(turn, everyMs).unref()
      })
  }

  turn()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await round
  }
}
