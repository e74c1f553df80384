import type { Deps } from '../../deps.ts'

/** However Slack flickers, it is told no more often than this. */
const TELL_EVERY_MS = 60_000

/** Tells the log when Slack goes away, and when it is back. */
export type AvailabilityLog = { answered(): void; failed(call: { method: string; error: string }): void }

/** One line at the first call that Slack did not answer, one at the next that it does; no more than a pair a minute. */
export function createAvailabilityLog({ log, now }: Pick<Deps, 'log' | 'now'>): AvailabilityLog {
  let away: { sinceMs: number; failed: number; isTold: boolean } | undefined
  let toldAtMs = Number.NEGATIVE_INFINITY
  return {
    failed(call) {
      const atMs = now().getTime()
      away ??= { sinceMs: atMs, failed: 0, isTold: false }
      away.failed += 1
      if (away.isTold || atMs - toldAtMs < TELL_EVERY_MS) return
      away.isTold = true
      toldAtMs = atMs
      log.warn(call, 'Slack does not answer; what is due is kept and tried again')
    },
    answered() {
      if (away?.isTold) {
        const { sinceMs, failed } = away
        log.info({ awayMs: now().getTime() - sinceMs, failed }, 'Slack answers again')
      }
      away = undefined
    },
  }
}
