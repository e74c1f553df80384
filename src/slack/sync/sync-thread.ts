import { DIRECTORY_RETRY_MS } from '../calls/directory.ts'
import { nextStep } from './next-step.ts'
import { abandonThread, methodOf, performStep } from './perform-step.ts'
import { readThread } from './read-thread.ts'
import type { SyncPowers } from './sync-powers.ts'

/** Another replica has the message: how long it is left to it. */
const LOST_MS = 1_000
/** More steps than a thread ever needs: a loop that does not end would be a defect, not a reason to flood Slack. */
const STEPS_MAX = 200

/** What is remembered between two rounds of one incident: failed calls in a row, so that it rests longer and longer. */
export type SyncMemory = { failures: number }

/** One round of an incident: its memory, and the word to stop. */
export type SyncRound = { memory: SyncMemory; signal: AbortSignal }

/**
 * Brings an incident's thread in step with what it should show, at the pace that Slack allows. What is shown is read
 * anew after each wait, so that many changes become one edit. Answers when to look again, in milliseconds from now;
 * undefined when everything is there. @throws `store.unavailable`
 */
export async function syncThread(powers: SyncPowers, incident: number, { memory, signal }: SyncRound): Promise<number | undefined> {
  let turn: string | undefined
  for (let steps = 0; steps < STEPS_MAX && !signal.aborted; steps++) {
    const thread = await readThread(powers, incident)
    if (!thread) return undefined
    const nowMs = powers.incidents.now().getTime()
    const step = nextStep({ desired: thread.desired, rows: thread.rows, seq: thread.view.seq, nowMs })
    if (step.kind === 'done') return undefined
    if (step.kind === 'wait') return step.untilMs - nowMs
    if (step.kind === 'mark' && step.row.state === 'posted' && thread.isUntold) return DIRECTORY_RETRY_MS
    if (step.kind === 'abandon') {
      await abandonThread(powers, incident)
      return undefined
    }
    const method = methodOf(step)
    const heldMs = method ? powers.pace.heldUntilMs(method) - nowMs : 0
    if (heldMs > 0) return heldMs
    if (method && turn !== method) {
      const waitMs = powers.pace.takeTurn(method, step.row.channel)
      turn = method
      if (waitMs > 0) {
        await powers.sleep(waitMs)
        continue
      }
    }
    turn = undefined
    const outcome = await performStep(powers, { view: thread.view, step, failures: memory.failures })
    if (outcome === 'lost') return LOST_MS
    memory.failures = outcome === 'failed' ? memory.failures + 1 : 0
  }
  return LOST_MS
}
