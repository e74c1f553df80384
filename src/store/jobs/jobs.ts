import { is, sql } from 'drizzle-orm'
import { PgTransaction } from 'drizzle-orm/pg-core'
import { fromDrizzle, type Job, type PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { Log } from '../../deps.ts'
import type { Db } from '../database.ts'
import { asStoreError } from '../store-error.ts'
import { Queue } from './queue.ts'

/** How long `stop` waits for jobs in hand before they are handed back. */
const STOP_MS = 5_000
/** The net below LISTEN/NOTIFY: retries and delayed jobs of other processes are seen after this. */
const POLL_SECONDS = 2
/** A timer may fire a little before the database's clock has come there. */
const TIMER_SLACK_MS = 20

/** `key`: at most one job of this key waits (it may wait while another one of the key is being worked on). */
export type NewJob = { data: object; startAfterMs?: number; key?: string }

/** A job's `data` comes from the database: parse it. `signal` fires when the process stops or the job has run out. */
export type JobHandler = (data: unknown, signal: AbortSignal) => Promise<void>

/** Background work, kept in the database until it is done. Every job may run more than once: make handlers idempotent. */
export type Jobs = {
  /**
   * Queues a job; within a transaction it exists when that commits. A job of the same key that waits already takes the
   * new data and the earlier of both times, and is not started before this transaction ends: no wake-up is lost.
   */
  enqueue(handle: Db, queue: Queue, job: NewJob): Promise<void>
  /** Works on a queue, `concurrency` jobs at once in this process. A handler that throws is tried again, later and later. */
  work(queue: Queue, options: { concurrency: number }, handler: JobHandler): Promise<void>
  /** Jobs that wait, by queue. */
  depth(): Promise<Record<Queue, number>>
  /** Ends the workers, once: handlers are told by their signal, given 5 s, then their jobs are handed back. */
  stop(): Promise<void>
}

/** Jobs over a started pg-boss. With `workers` false, `work` does nothing: jobs wait for another process. */
export function createJobs({ boss, db, log, workers }: { boss: PgBoss; db: Db; log: Log; workers: boolean }): Jobs {
  const stopping = new AbortController()
  const workersByQueue = new Map<Queue, string[]>()
  const timers = new Set<NodeJS.Timeout>()
  let stopped: Promise<void> | undefined

  function wakeLater(queue: Queue, delayMs: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      for (const worker of workersByQueue.get(queue) ?? []) boss.notifyWorker(worker)
    }, delayMs + TIMER_SLACK_MS)
    timers.add(timer.unref())
  }

  return {
    async enqueue(handle, queue, job) {
      await withinTransaction(handle, (tx) => put(boss, tx, { queue, ...job }))
      if (workers && job.startAfterMs && !stopping.signal.aborted) wakeLater(queue, job.startAfterMs)
    },
    async work(queue, { concurrency }, handler) {
      if (!workers) return
      for (let count = 0; count < concurrency; count++) {
        const worker = await startWorker(boss, queue, (job) =>
          run({ queue, job, handler, log, signal: AbortSignal.any([stopping.signal, job.signal]) }),
        )
        workersByQueue.set(queue, [...(workersByQueue.get(queue) ?? []), worker])
      }
    },
    depth: () => countWaiting(db),
    stop() {
      stopping.abort()
      for (const timer of timers) clearTimeout(timer)
      stopped ??= boss.stop({ graceful: true, timeout: STOP_MS })
      return stopped
    },
  }
}

/** One worker of pg-boss; after a job it looks for the next at once, where pg-boss would wait for its next poll. */
async function startWorker(boss: PgBoss, queue: Queue, handle: (job: Job<unknown>) => Promise<void>): Promise<string> {
  const polling = { pollingIntervalSeconds: POLL_SECONDS, notifyPollingIntervalSeconds: POLL_SECONDS }
  const worker: string = await boss.work(queue, polling, async (jobs: Job<unknown>[]) => {
    try {
      for (const job of jobs) await handle(job)
    } finally {
      boss.notifyWorker(worker)
    }
  })
  return worker
}

async function withinTransaction(handle: Db, work: (tx: Db) => Promise<void>): Promise<void> {
  if (is(handle, PgTransaction)) return work(handle)
  await handle.transaction(work)
}

async function put(boss: PgBoss, tx: Db, { queue, data, key, startAfterMs = 0 }: NewJob & { queue: Queue }): Promise<void> {
  const db = fromDrizzle(tx as Parameters<typeof fromDrizzle>[0], sql)
  const startAfter = startAfterMs / 1000
  if (key === undefined) {
    await boss.send(queue, data, { db, ...(startAfter > 0 && { startAfter }) })
    return
  }
  const sooner = startAfter > 0 && (await holdSooner(tx, { queue, key, startAfter }))
  await boss.upsert(queue, data, { db, singletonKey: key, ...(!sooner && { startAfter }) })
}

/** Whether a job of this key waits that starts before `startAfter` seconds from now; nobody can take it until `tx` ends. */
async function holdSooner(tx: Db, { queue, key, startAfter }: { queue: Queue; key: string; startAfter: number }): Promise<boolean> {
  const result = await tx.execute(sql`
    select id from pgboss.job
    where name = ${queue} and singleton_key = ${key} and state < 'active'
      and start_after <= pgboss.job_now() + ${startAfter} * interval '1 second'
    for update`)
  return rowsOf(result).length > 0
}

async function countWaiting(db: Db): Promise<Record<Queue, number>> {
  const result = await db.execute(sql`select name, count(*)::int as waiting from pgboss.job where state < 'active' group by name`)
  const waiting = new Map(rowsOf(result).map((row) => [row.name, row.waiting]))
  return Object.fromEntries(Queue.options.map((queue) => [queue, waiting.get(queue) ?? 0])) as Record<Queue, number>
}

const Rows = z.object({ rows: z.array(z.object({ name: z.string().optional(), waiting: z.number().optional() })) })

function rowsOf(result: unknown) {
  return Rows.parse(result).rows
}

type Running = { queue: Queue; job: Job<unknown>; handler: JobHandler; log: Log; signal: AbortSignal }

async function run({ queue, job, handler, log, signal }: Running): Promise<void> {
  try {
    await handler(job.data, signal)
  } catch (error) {
    const failure = asStoreError(error)
    const reason = failure instanceof Error ? failure.message : String(failure)
    if (!signal.aborted) log.warn({ queue, job: job.id, error: reason }, 'A job failed and will be tried again')
    // pg-boss keeps what is thrown in its table: no stack, no parameters of statements.
    throw new JobFailed(reason)
  }
}

class JobFailed extends Error {
  override readonly name = 'JobFailed'
  constructor(reason: string) {
    super(reason)
    this.stack = ''
  }
}
