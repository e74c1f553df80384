import { AsyncLocalStorage } from 'node:async_hooks'

const isWaitedFor = new AsyncLocalStorage<boolean>()
const listeners = new Set<() => void>()
let inHand = 0

/** Runs what a person waits for: on a database with one connection, its queries pass those of background work. */
export async function asForeground<T>(work: () => Promise<T>): Promise<T> {
  inHand += 1
  try {
    return await isWaitedFor.run(true, work)
  } finally {
    inHand -= 1
    if (inHand === 0) for (const listener of listeners) listener()
  }
}

/** Runs what follows from a person's request but need not be waited for. */
export function asBackground<T>(work: () => T): T {
  return isWaitedFor.run(false, work)
}

/** Whether somebody waits for what runs now. */
export function isForeground(): boolean {
  return isWaitedFor.getStore() === true
}

/** Whether nobody waits for anything in this process. */
export function isQuiet(): boolean {
  return inHand === 0
}

/** Calls `listener` whenever the process has become quiet. */
export function onQuiet(listener: () => void): void {
  listeners.add(listener)
}
