import { createHash } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'

/** Whether a call is refused: its number over all calls, in order of arrival, and its number among calls that are alike. */
export type Rule = (call: { nth: number; alike: number; key: string }) => boolean

/** The same for the same text, spread evenly over 0 to 1. */
export function chance(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32
}

/** A coin for each call, the same in each run whatever the order of arrival. */
export const coin =
  (seed: string, refused = 0.5): Rule =>
  ({ key, alike }) =>
    chance(`${seed} ${key} ${alike}`) < refused

const keyOf = ({ method, url, headers }: IncomingMessage) => [method, url, headers.authorization, headers.referer].join(' ')

/**
 * A server that passes and refuses by `rule` alone, whoever asks for whatever. `spreadMs` delays each call by up to as much before
 * it is counted, so that calls sent together are counted in another order.
 */
export function unsteady(rule: Rule, refuse: RequestListener, spreadMs = 0): RequestListener {
  const alike = new Map<string, number>()
  let calls = 0
  return (request, response) => {
    const key = keyOf(request)
    const mine = (alike.get(key) ?? 0) + 1
    alike.set(key, mine)
    setTimeout(
      () => {
        calls += 1
        if (rule({ nth: calls, alike: mine, key })) return refuse(request, response)
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
      },
      chance(`delay ${key} ${mine}`) * spreadMs,
    )
  }
}
