import type { PGlite } from '@electric-sql/pglite'
import { isForeground, isQuiet, onQuiet } from '../foreground.ts'

/** However many people ask: one piece of background work is done in each such span. */
const PATIENCE_MS = 250

/**
 * Has the callers of PGlite's one connection take turns: while people wait, their requests go before all background
 * work, so that a backlog of walks does not delay an acknowledgement. Inside a transaction nothing changes. Without it
 * PGlite serves in order of arrival.
 */
export function takeTurns(client: PGlite): PGlite {
  const turn = createTurns()
  const { query, exec, transaction } = client
  client.query = ((...given: Parameters<typeof query>) => turn(() => query.apply(client, given))) as typeof query
  client.exec = (...given) => turn(() => exec.apply(client, given))
  client.transaction = ((...given: Parameters<typeof transaction>) => turn(() => transaction.apply(client, given))) as typeof transaction
  return client
}

/** One at a time; whoever waits in the foreground comes first, each kind in order of arrival. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  const foreground: (() => void)[] = []
  const background: (() => void)[] = []
  let isTaken = false
  let backgroundAt = performance.now()
  let timer: NodeJS.Timeout | undefined

  function next(): (() => void) | undefined {
    const isDue = isQuiet() ? foreground.length === 0 : performance.now() - backgroundAt >= PATIENCE_MS
    if (isDue && background.length > 0) {
      backgroundAt = performance.now()
      return background.shift()
    }
    if (background.length > 0) timer ??= setTimeout(giveOn, PATIENCE_MS)
    return foreground.shift()
  }

  function giveOn(): void {
    clearTimeout(timer)
    timer = undefined
    if (isTaken) return
    const chosen = next()
    isTaken = chosen !== undefined
    chosen?.()
  }

  onQuiet(giveOn)
  return async (work) => {
    await new Promise<void>((go) => {
      ;(isForeground() ? foreground : background).push(go)
      giveOn()
    })
    try {
      return await work()
    } finally {
      isTaken = false
      giveOn()
    }
  }
}
