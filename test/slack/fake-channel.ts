import { Why403Error } from '../../src/errors.ts'
import type { Call } from '../../src/slack/calls/slack-calls.ts'

/** What may go wrong with one call. `…-after`: Slack did it, and nobody was told. `crash`: the process died. */
export type Fault = 'none' | 'rate-limited' | 'error' | 'error-after' | 'crash' | 'crash-after'
export const FAULTS: readonly Fault[] = ['none', 'none', 'rate-limited', 'error', 'error-after', 'crash', 'crash-after']

export class Crash extends Error {}

type Posted = {
  ts: string
  text: unknown
  blocks: unknown
  threadTs?: unknown
  metadata: { event_type: string; event_payload: Record<string, unknown> }
}

/** One channel of Slack in memory, whose calls fail as `faults` say, in turn; then they work. */
export function fakeChannel(faults: readonly Fault[], { history = true } = {}) {
  const messages: Posted[] = []
  const left = [...faults]
  const calls: string[] = []

  function perform(method: string, args: Record<string, unknown>): Record<string, unknown> {
    switch (method) {
      case 'chat.postMessage': {
        const ts = `${messages.length + 1}.000000`
        messages.push({ ts, text: args.text, blocks: args.blocks, threadTs: args.thread_ts, metadata: args.metadata as Posted['metadata'] })
        return { ok: true, ts, channel: args.channel }
      }
      case 'chat.update': {
        const message = messages.find((one) => one.ts === args.ts)
        if (!message) throw new Why403Error('slack.refused', 'gone', { facts: { error: 'message_not_found' } })
        Object.assign(message, { text: args.text, blocks: args.blocks })
        return { ok: true }
      }
      default:
        if (!history) throw new Why403Error('slack.refused', 'no', { facts: { error: 'missing_scope' } })
        return { ok: true, messages: messages.filter((one) => args.ts === undefined || one.threadTs === args.ts || one.ts === args.ts) }
    }
  }

  const call: Call = async (method, args) => {
    calls.push(method)
    const fault = left.shift() ?? 'none'
    if (fault === 'crash') throw new Crash()
    if (fault === 'rate-limited')
      throw new Why403Error('slack.unavailable', 'slow', { retryable: true, facts: { error: 'ratelimited', retryAfterMs: 3000 } })
    if (fault === 'error')
      throw new Why403Error('slack.unavailable', '500', { retryable: true, facts: { error: 'http_500', maybeDone: true } })
    const result = perform(method, args)
    if (fault === 'crash-after') throw new Crash()
    if (fault === 'error-after')
      throw new Why403Error('slack.unavailable', '500', { retryable: true, facts: { error: 'http_500', maybeDone: true } })
    return result
  }
  return { messages, call, calls, faultsLeft: () => left.length }
}
