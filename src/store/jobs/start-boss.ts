import { type ConstructorOptions, PgBoss } from 'pg-boss'
import type { Log } from '../../deps.ts'
import { QUEUES, Queue } from './queue.ts'

/** While the database is away, every poll of every worker fails: one line a minute says it. */
const COMPLAIN_EVERY_MS = 60_000

/**
 * Starts pg-boss on this database, makes the queues, and listens for NOTIFY. Without `workers` it only enqueues.
 * Its own maintenance (retries of dead processes' jobs, deletion of old ones) runs with workers alone.
 */
export async function startBoss(options: ConstructorOptions, { log, workers }: { log: Log; workers: boolean }): Promise<PgBoss> {
  const boss = new PgBoss({
    ...options,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
    useListenNotify: workers,
    supervise: workers,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  })
  const complain = oncePer(COMPLAIN_EVERY_MS, (error: Error) => log.warn({ error: error.message }, 'The job queue has trouble'))
  boss.on('error', complain)
  boss.on('warning', ({ message }) => log.debug({ warning: message }, 'The job queue warns'))
  try {
    await boss.start()
    await makeQueues(boss)
    return boss
  } catch (error) {
    await boss.stop({ graceful: false })
    throw error
  }
}

async function makeQueues(boss: PgBoss): Promise<void> {
  const present = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  for (const name of Queue.options) {
    const options = { ...QUEUES[name], notify: true }
    const queue = present.get(name)
    if (!queue) await boss.createQueue(name, options)
    else if (queue.expireInSeconds !== options.expireInSeconds || queue.retryLimit !== options.retryLimit)
      await boss.updateQueue(name, options)
  }
}

function oncePer(intervalMs: number, say: (error: Error) => void): (error: Error) => void {
  let quiet = false
  return (error) => {
    if (quiet) return
    quiet = true
    setTimeout(() => {
      quiet = false
    }, intervalMs).unref()
    say(error)
  }
}
