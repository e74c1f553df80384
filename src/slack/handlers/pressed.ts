import type { ButtonValue } from '../button-value.ts'
import type { Responder } from '../calls/responder.ts'
import type { Press } from './press.ts'
import type { Reply } from './reply.ts'

/** A press on one of our own elements. */
export type Pressed = { press: Press; value: ButtonValue; responder: Responder; reply: Reply }
