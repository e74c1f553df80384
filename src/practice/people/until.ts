import type { Workspace } from '../workspace/workspace.ts'

const PATIENCE_MS = 5000

/** Looks now and after each change until there is something; rejects after `timeoutMs`. */
export function until<T>(workspace: Workspace, look: () => T | undefined | null | false, timeoutMs = PATIENCE_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      clearTimeout(timer)
      stop()
      done()
    }
    const check = () => {
      try {
        const found = look()
        if (found) settle(() => resolve(found))
      } catch (error) {
        settle(() => reject(error))
      }
    }
    const timer = setTimeout(() => settle(() => reject(new Error(`Not seen within ${timeoutMs} ms: ${look}`))), timeoutMs)
    const stop = workspace.listen(check)
    check()
  })
}
