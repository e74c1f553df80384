import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { SlackStandIn } from '../slack-stand-in.ts'
import { messagesFor, surroundingsFor } from './snapshot.ts'

const GATHER_MS = 25
const KEEP_ALIVE_MS = 15_000

/** One update: what surrounds the messages, the messages that are new or changed, and the keys of those that are gone. */
type Update = { around: unknown; put: Record<string, unknown>; gone: string[] }

/** Streams what `user` sees as server-sent events until `end`: everything first, then what changed, gathered for a moment. */
export function streamUpdates(context: Context, input: { standIn: SlackStandIn; user: string; end: AbortSignal }): Response {
  const { standIn, user, end } = input
  context.header('cache-control', 'no-store')
  context.header('x-accel-buffering', 'no')
  return streamSSE(context, async (stream) => {
    const differ = createDiffer(standIn, user)
    const bell = createBell()
    const stop = standIn.workspace.listen(bell.ring)
    stream.onAbort(bell.ring)
    end.addEventListener('abort', bell.ring)
    while (!stream.aborted && !end.aborted) {
      const update = differ()
      await (update ? stream.writeSSE({ data: JSON.stringify(update) }) : stream.writeSSE({ event: 'beat', data: '' }))
      await bell.rung(KEEP_ALIVE_MS)
      await delay(GATHER_MS)
    }
    stop()
    end.removeEventListener('abort', bell.ring)
  })
}

function createDiffer({ workspace, faults }: SlackStandIn, user: string): () => Update | null {
  let sentAround = ''
  let sent = new Map<string, string>()
  return () => {
    const around = surroundingsFor(workspace, user, faults.list())
    const now = new Map(messagesFor(workspace, user).map((message) => [`${message.channel}/${message.ts}`, JSON.stringify(message)]))
    const put = Object.fromEntries([...now].filter(([key, json]) => sent.get(key) !== json).map(([key, json]) => [key, JSON.parse(json)]))
    const gone = [...sent.keys()].filter((key) => !now.has(key))
    const aroundJson = JSON.stringify(around)
    const isSame = aroundJson === sentAround && gone.length === 0 && Object.keys(put).length === 0
    sent = now
    sentAround = aroundJson
    return isSame ? null : { around, put, gone }
  }
}

function createBell(): { ring(): void; rung(timeoutMs: number): Promise<void> } {
  let ringing = false
  let wake: (() => void) | undefined
  return {
    ring() {
      ringing = true
      wake?.()
    },
    async rung(timeoutMs) {
      const timer = setTimeout(() => wake?.(), timeoutMs)
      if (!ringing)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      clearTimeout(timer)
      ringing = false
      wake = undefined
    },
  }
}
