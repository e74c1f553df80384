import { z } from 'zod'
import type { Call } from '../calls/slack-calls.ts'

/** How our messages are known again: Slack keeps this beside the message, people do not see it. */
export const METADATA_EVENT = 'why403_message'

/** What makes a message ours; `opened` tells two databases apart that both have an INC-1. */
export type Mark = { incident: number; slot: string; opened: string }

const Page = z.object({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.looseObject({}) })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

const PAGES_MAX = 5
const PAGE_SIZE = 200

/**
 * The `ts` of a message with this mark, after a post whose end nobody saw; undefined when there is none since `oldest`.
 * Needs channels:history, which is optional. @throws `slack.refused` (missing_scope, …) | `slack.unavailable`
 */
export async function findPosted(
  call: Call,
  at: { channel: string; threadTs?: string; oldest: Date },
  mark: Mark,
): Promise<string | undefined> {
  const method = at.threadTs ? 'conversations.replies' : 'conversations.history'
  const args = {
    channel: at.channel,
    ...(at.threadTs ? { ts: at.threadTs } : {}),
    oldest: String(Math.floor(at.oldest.getTime() / 1000)),
    include_all_metadata: true,
    limit: PAGE_SIZE,
  }
  let cursor: string | undefined
  for (let page = 0; page < PAGES_MAX; page++) {
    const { messages, response_metadata } = Page.parse(await call(method, cursor ? { ...args, cursor } : args))
    const found = messages.find(({ metadata }) => metadata?.event_type === METADATA_EVENT && isMarked(metadata.event_payload, mark))
    if (found) return found.ts
    cursor = response_metadata?.next_cursor
    if (!cursor) return undefined
  }
  return undefined
}

function isMarked(payload: Readonly<Record<string, unknown>>, mark: Mark): boolean {
  return payload.incident === mark.incident && payload.slot === mark.slot && payload.opened === mark.opened
}
