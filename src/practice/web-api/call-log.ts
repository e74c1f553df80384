/** One call to the Web API or a response_url, as it went; the token is left out. `fault` names one made on demand. */
type ApiCall = {
  method: string
  at: Date
  args: Record<string, unknown>
  answer?: Record<string, unknown>
  error?: string
  fault?: string
}

/** The calls so far, oldest first; the last 5,000 are kept. */
export type CallLog = { calls: ApiCall[]; begin(method: string): ApiCall }

const KEPT = 5000

/** Begins an empty log. */
export function createCallLog(now: () => Date): CallLog {
  const calls: ApiCall[] = []
  return {
    calls,
    begin(method) {
      const call: ApiCall = { method, at: now(), args: {} }
      calls.push(call)
      calls.splice(0, Math.max(0, calls.length - KEPT))
      return call
    },
  }
}
