const LOOK_EVERY_MS = 500

/**
 * Calls `gone` once when the process that started this one has ended, and returns a function that stops looking.
 * npm passes a SIGTERM on to the shell between it and us, and such a shell ends without passing it on.
 */
export function watchParent(gone: () => void, parent: () => number = () => process.ppid, everyMs: number = LOOK_EVERY_MS): () => void {
  const first = parent()
  const timer = setInterval(() => {
    if (parent() === first) return
    clearInterval(timer)
    gone()
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
