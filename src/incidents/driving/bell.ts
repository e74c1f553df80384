/** Wakes one waiter; a ring that nobody waited for is kept. */
export type Bell = {
  ring(): void
  /** Whether it rang since the last time somebody heard it; hears it. */
  heard(): boolean
  /** Resolves at the next ring, at once when one was kept; hears it. */
  wait(): Promise<void>
  /** Whether it rings within so many milliseconds, or has rung unheard; does not hear it. */
  rings(withinMs: number): Promise<boolean>
}

/** A bell that has not rung. */
export function createBell(): Bell {
  let rung = false
  const waiting = new Set<() => void>()
  const hear = () => {
    const was = rung
    rung = false
    return was
  }
  return {
    ring() {
      rung = true
      for (const wake of waiting) wake()
      waiting.clear()
    },
    heard: hear,
    async wait() {
      if (!rung) await new Promise<void>((resolve) => waiting.add(resolve))
      hear()
    },
    async rings(withinMs) {
      if (rung) return true
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.add(resolve)
      const timer = setTimeout(resolve, withinMs)
      await promise
      clearTimeout(timer)
      waiting.delete(resolve)
      return rung
    },
  }
}
