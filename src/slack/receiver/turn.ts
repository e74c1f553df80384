import type { Envelope } from './payload.ts'

/**
 * Answers Slack; what it is given is shown as that kind of payload shows it. Answers whether it was in time and the
 * first: what comes later must be said in another way.
 */
export type Ack = (answer?: string | object) => Promise<boolean>

/** One delivery that is being worked on. */
export type Turn = {
  body: Envelope
  /** Its inbox key; undefined for what is only answered and never kept. */
  key: string | undefined
  /** A crash or failure came between: its trigger is dead, and nobody waits for the answer. */
  redriven: boolean
  ack: Ack
  /** Set by a handler that sent the person back: the very same delivery may come again and is new then. */
  forget?: boolean
}
