import { App, type Receiver } from '@slack/bolt'
import type { Log } from '../deps.ts'
import { Why403Error } from '../errors.ts'
import { quietLogger } from './calls/quiet-logger.ts'
import type { Handlers } from './handlers/handlers.ts'
import type { Turn } from './receiver/turn.ts'

type BoltInput = { botToken: string; apiUrl?: string; log: Log; handlers: Handlers }

/**
 * Bolt behind our own receiver: Bolt sorts payloads and drops what this bot said itself. It calls nothing at start, so
 * Slack may be away then, and keeps no conversations. Answers a function that works on one delivery and rejects as
 * its handler does.
 */
export function createBoltApp({ botToken, apiUrl, log, handlers }: BoltInput): (turn: Turn) => Promise<void> {
  const receiver: Receiver = { init() {}, start: async () => {}, stop: async () => {} }
  const app = new App({
    receiver,
    convoStore: false,
    logger: quietLogger(log),
    authorize: async () => ({ botToken, botId: 'unknown', botUserId: 'unknown' }),
    ...(apiUrl ? { clientOptions: { slackApiUrl: apiUrl } } : {}),
  })
  app.command(/.*/, ({ context }) => handlers.command(turnOf(context)))
  app.event(/.*/, ({ context }) => handlers.event(turnOf(context)))
  app.action(/.*/, ({ context }) => handlers.press(turnOf(context)))
  app.shortcut(/.*/, ({ context }) => handlers.shortcut(turnOf(context)))
  app.view({ callback_id: /.*/, type: 'view_submission' }, ({ context }) => handlers.submission(turnOf(context)))
  app.options(/.*/, async ({ context }) => void (await turnOf(context).ack({ options: [] })))
  app.error(async (error) => {
    throw error.original ?? error
  })
  return async (turn) => {
    const delivery = { turn, reached: false }
    const ack = async (answer?: string | object) => void (await turn.ack(answer))
    try {
      await app.processEvent({ body: turn.body, ack, customProperties: { delivery } })
    } catch (cause) {
      if (delivery.reached) throw cause
      throw new Why403Error('input.malformed', 'A payload has another shape than Slack gives it: nothing was done.', { cause })
    }
  }
}

type Delivery = { turn: Turn; reached: boolean }

/** The turn of a payload that came as far as its handler: Bolt could read it. */
function turnOf(context: { [key: string]: unknown }): Turn {
  const delivery = context.delivery as Delivery
  delivery.reached = true
  return delivery.turn
}
