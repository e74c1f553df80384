/** Wakes one waiter; a ring that nobody waited for is kept. */
export type Bell = {
  ring(): void
  /** Whether it rang since the last time somebody heard it; hears it. */
  heard(): boolean
  /** Resolves at the next ring, at once when one was kept; hears it. */
  wait(): Promise<void>
}

/** A bell that has not rung. */
export function createBell(): Bell {
  let rung = false
  let wake = () => {}
  const hear = () => {
    const was = rung
    rung = false
    return was
  }
  return {
    ring() {
      rung = true
      wake()
    },
    heard: hear,
    async wait() {
      if (!rung) await new Promise<void>((resolve) => (wake = resolve))
      hear()
    },
  }
}
