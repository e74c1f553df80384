import type { QueueOptions } from 'pg-boss'
import { z } from 'zod'

/** What is done in the background: `advance` drives an incident on. */
export const Queue = z.enum(['advance'])
export type Queue = z.infer<typeof Queue>

/** Failed jobs come back after 1, 2, 4, … up to 30 seconds; jobs of a process that died, when its heartbeat stops. */
const COMMON = {
  retryLimit: 30,
  retryBackoff: true,
  retryDelay: 1,
  retryDelayMax: 30,
  heartbeatSeconds: 10,
  deleteAfterSeconds: 3600,
} as const

/** How long one job may run before it counts as lost, by queue. */
export const QUEUES = {
  advance: { ...COMMON, expireInSeconds: 300 },
} satisfies Record<Queue, QueueOptions>
