import { WebClient } from '@slack/web-api'
import type { Deps } from '../../deps.ts'
import { createAvailabilityLog } from './availability-log.ts'
import { callError } from './call-error.ts'
import { quietLogger } from './quiet-logger.ts'

/** Triggers live 3 s: what is later than this is of no use to the person who pressed. */
const PRESS_TIMEOUT_MS = 2_500
const BACKGROUND_TIMEOUT_MS = 10_000

/** Calls one Web API method. @throws `slack.unavailable` | `slack.refused` */
export type Call = (method: string, args: Record<string, unknown>) => Promise<Record<string, unknown>>

/** Two lanes to Slack: one 429 pauses all of a WebClient, and a modal must not wait behind a card. Neither retries by itself. */
export type SlackCalls = { press: Call; background: Call }

type Powers = Pick<Deps, 'log' | 'now'> & { token: string; apiUrl?: string; onCall?(method: string, status: string): void }

/** Opens both lanes; nothing is called until a method is. */
export function createSlackCalls({ token, apiUrl, log, now, onCall }: Powers): SlackCalls {
  const availability = createAvailabilityLog({ log, now })
  const lane = (timeout: number): Call => {
    const client = new WebClient(token, {
      timeout,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
      logger: quietLogger(log),
      ...(apiUrl ? { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` } : {}),
    })
    return async (method, args) => {
      try {
        const result = await client.apiCall(method, args)
        onCall?.(method, 'ok')
        availability.answered()
        return { ...result }
      } catch (cause) {
        const failure = callError(method, cause)
        const error = String(failure.facts.error)
        onCall?.(method, error)
        if (failure.code === 'slack.refused' || error === 'ratelimited') availability.answered()
        else availability.failed({ method, error })
        throw failure
      }
    }
  }
  return { press: lane(PRESS_TIMEOUT_MS), background: lane(BACKGROUND_TIMEOUT_MS) }
}
