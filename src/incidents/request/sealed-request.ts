import { z } from 'zod'
import type { SubjectRequest } from '../../checks/check.ts'
import { isWhy403Error } from '../../errors.ts'
import type { HeaderFields } from '../../exchange.ts'
import { redactExchange } from '../../redaction/redact-exchange.ts'
import { REDACTED } from '../../redaction/redacted.ts'
import { isCredentialHeader } from '../../redaction/sensitive-name.ts'
import type { Store } from '../../store/assemble-store.ts'
import type { Tx } from '../../store/database.ts'
import { keepSecret, readSecret } from '../../store/secrets/sealed-secrets.ts'
import type { State } from '../../walk/state.ts'

/** How long the secret parts of a pasted request are kept, in milliseconds: a week, as long as people look at an incident. */
const KEPT_MS = 7 * 24 * 3_600_000

/** Said in the log, once a round, when what was sealed has expired. */
export const SECRET_EXPIRED = 'The headers and body that came with the request are no longer kept. From here on it is sent without them.'

const Sealed = z.object({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()), body: z.string().optional() })

/** The request as events may show it: no credentials, no secret parameters, no body. */
export function shownRequest(request: SubjectRequest): { method: string; url: string; headers: HeaderFields; hasBody: boolean } {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), [value]]))
  const exchange = { request: { method: request.method, url: request.url, headers }, response: null }
  const { method, url, headers: shown } = redactExchange(exchange, secretValues(request)).request
  return { method, url, headers: shown, hasBody: request.body !== undefined }
}

/** Seals the request whole when `shown` is not all of it; returns the secret's id. */
export async function sealRequest(
  tx: Tx,
  { vault }: Store,
  input: { request: SubjectRequest; shown: ReturnType<typeof shownRequest>; now: Date },
): Promise<string | undefined> {
  const { request, shown, now } = input
  if (isPlain(request, shown)) return undefined
  const value = JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body: request.body })
  return keepSecret(tx, vault, { value, expiresAt: new Date(now.getTime() + KEPT_MS) })
}

/** The request to send. `expired`: the sealed part is gone, and what can be shown is all that is left. */
export async function unsealRequest(store: Store, state: State, now: Date): Promise<{ request: SubjectRequest; expired: boolean }> {
  const { sealed, request } = state.opened
  if (sealed === undefined) return { request: plainRequest(request), expired: false }
  try {
    return { request: Sealed.parse(JSON.parse(await readSecret(store.db, store.vault, { id: sealed, now }))), expired: false }
  } catch (error) {
    if (!isWhy403Error(error, 'secret.expired')) throw error
    return { request: plainRequest(request), expired: true }
  }
}

/** What must never come back in an answer that is stored: the credentials of the request, whole and without their scheme. */
export function secretValues({ headers }: SubjectRequest): string[] {
  const values = Object.entries(headers).flatMap(([name, value]) => (isCredentialHeader(name) ? [value] : []))
  return values.flatMap((value) => [value, value.replace(/^\S+\s+/, '')])
}

/** What can be shown of a request, as a request: headers whose value was removed are left out. */
function plainRequest({ method, url, headers }: ReturnType<typeof shownRequest>): SubjectRequest {
  const kept = Object.entries(headers).filter(([, values]) => !values.some((value) => value.includes(REDACTED)))
  return { method, url, headers: Object.fromEntries(kept.map(([name, values]) => [name, values.join(', ')])) }
}

/** Whether what is shown of the request is all of it. */
function isPlain(request: SubjectRequest, shown: ReturnType<typeof shownRequest>): boolean {
  const headers = Object.entries(request.headers)
  return (
    request.body === undefined &&
    request.url === shown.url &&
    headers.every(([name, value]) => shown.headers[name.toLowerCase()]?.[0] === value)
  )
}
