import type { QueueOptions } from 'pg-boss'
import { z } from 'zod'

/** What is done in the background: drive an incident on, handle what Slack sent, bring Slack up to date, find what was left lying. */
export const Queue = z.enum(['advance', 'inbox', 'deliver', 'sweep'])
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
  inbox: { ...COMMON, expireInSeconds: 60 },
  deliver: { ...COMMON, expireInSeconds: 120 },
  sweep: { ...COMMON, expireInSeconds: 60, retryLimit: 2 },
} satisfies Record<Queue, QueueOptions>
