type Keeping<T> = { read(): Promise<T>; nowMs(): number; freshMs: number; retryMs: number; failed(error: unknown): void }

/** Something that is read rarely and kept: `known` never waits, `refresh` reads when it is old. One reading at a time. */
export type KeptReading<T> = { known(): T | undefined; refresh(): Promise<T | undefined> }

/** Keeps a reading for `freshMs`; after a failure, which keeps what was known, nothing is read for `retryMs`. */
export function keepReading<T>({ read, nowMs, freshMs, retryMs, failed }: Keeping<T>): KeptReading<T> {
  let kept: { value: T; at: number } | undefined
  let failedAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined

  async function readOnce(): Promise<void> {
    try {
      kept = { value: await read(), at: nowMs() }
    } catch (error) {
      failedAt = nowMs()
      failed(error)
    }
    reading = undefined
  }

  return {
    known: () => kept?.value,
    async refresh() {
      const isFresh = kept !== undefined && nowMs() - kept.at < freshMs
      if (!isFresh && nowMs() - failedAt >= retryMs) {
        reading ??= readOnce()
        await reading
      }
      return kept?.value
    },
  }
}
