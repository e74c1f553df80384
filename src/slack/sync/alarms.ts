/** One alarm for each incident; of two times the earlier one counts. */
export type Alarms = { set(incident: number, inMs: number): void; close(): void }

/** Alarms that call `ring` and hold no process alive. */
export function createAlarms(ring: (incident: number) => void): Alarms {
  const alarms = new Map<number, { timer: NodeJS.Timeout; atMs: number }>()
  let closed = false
  return {
    set(incident, inMs) {
      const atMs = performance.now() + inMs
      const known = alarms.get(incident)
      if (closed || (known && known.atMs <= atMs)) return
      clearTimeout(known?.timer)
      const timer = setTimeout(() => {
        alarms.delete(incident)
        ring(incident)
      }, inMs)
      alarms.set(incident, { timer: timer.unref(), atMs })
    },
    close() {
      closed = true
      for (const { timer } of alarms.values()) clearTimeout(timer)
    },
  }
}
