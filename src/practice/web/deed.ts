import { z } from 'zod'
import { FaultRule } from '../web-api/faults.ts'

const values = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))
const place = { channel: z.string(), ts: z.string() }

/** What a person does on the page. `user` is who does it. */
export const Deed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), user: z.string(), channel: z.string(), text: z.string().max(20_000) }),
  z.object({
    kind: z.literal('say'),
    user: z.string(),
    channel: z.string(),
    text: z.string().min(1).max(20_000),
    threadTs: z.string().optional(),
  }),
  z.object({
    kind: z.literal('act'),
    user: z.string(),
    message: z.object(place).optional(),
    view: z.string().optional(),
    blockId: z.string(),
    actionId: z.string(),
    picked: z.record(z.string(), z.unknown()).default({}),
    values: values.default({}),
  }),
  z.object({ kind: z.literal('submit'), user: z.string(), view: z.string(), values }),
  z.object({ kind: z.literal('close'), user: z.string(), view: z.string(), all: z.boolean().default(false) }),
  z.object({ kind: z.literal('message-shortcut'), user: z.string(), callbackId: z.string(), ...place }),
  z.object({ kind: z.literal('global-shortcut'), user: z.string(), callbackId: z.string() }),
  z.object({
    kind: z.literal('suggest'),
    user: z.string(),
    view: z.string(),
    blockId: z.string(),
    actionId: z.string(),
    typed: z.string(),
  }),
  z.object({ kind: z.literal('home'), user: z.string() }),
  z.object({ kind: z.literal('invite'), user: z.string(), channel: z.string() }),
  z.object({ kind: z.literal('dismiss'), user: z.string(), ...place }),
  z.object({ kind: z.literal('read-notice'), user: z.string(), id: z.string() }),
  z.object({ kind: z.literal('faults'), user: z.string(), rules: z.array(FaultRule).max(20) }),
])
export type Deed = z.infer<typeof Deed>
