import { setTimeout as delay } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { CallLog } from './call-log.ts'
import type { FaultKind, Faults } from './faults.ts'
import { rateLimited } from './rate-limited.ts'

type Call = { faults: Faults; name: string; log: CallLog; context: Context }

/** Does the call's work, or lets it go wrong as the faults say. */
export async function withFault(call: Call, work: () => Promise<Response>): Promise<Response> {
  const fault = call.faults.take(call.name)
  if (!fault) return work()
  if (fault.kind !== 'drop-after' && fault.kind !== 'status-after' && fault.kind !== 'delay') {
    call.log.begin(call.name).fault = fault.kind
  }
  return goWrong(call, fault, work)
}

async function goWrong({ context }: Call, fault: FaultKind, work: () => Promise<Response>): Promise<Response> {
  switch (fault.kind) {
    case 'rate-limited':
      return rateLimited(fault.retryAfterS)
    case 'status':
      return new Response('Something is wrong here', { status: fault.status })
    case 'status-after':
      await work()
      return new Response('Something went wrong here', { status: fault.status })
    case 'drop':
      return dropConnection(context)
    case 'drop-after':
      await work()
      return dropConnection(context)
    case 'delay':
      await delay(fault.ms)
      return work()
    case 'refuse':
      return Response.json({ ok: false, error: fault.error })
    default:
      return fault satisfies never
  }
}

function dropConnection(context: Context): Response {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>
  if (!incoming) return new Response(null, { status: 503 })
  incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}
