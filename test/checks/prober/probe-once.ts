import type { ProbeRequest } from '../../../src/checks/check.ts'
import type { SessionInput } from '../../../src/checks/prober/probe-session.ts'
import { createProber } from '../../../src/checks/prober/prober.ts'
import type { ProberPowers } from '../../../src/checks/prober/prober-powers.ts'
import type { Exchange } from '../../../src/exchange.ts'

/** Sends one probe in a session of its own; its exchange. */
export async function probeOnce(powers: ProberPowers, input: SessionInput, request: ProbeRequest = {}): Promise<Exchange> {
  const prober = createProber(powers)
  try {
    return await prober.open(input).probe(request, { urgent: true }).exchange
  } finally {
    await prober.close()
  }
}
