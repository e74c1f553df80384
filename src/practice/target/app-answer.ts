import type { Context } from 'hono'
import type { Caller } from './practice-caller.ts'
import type { PracticeClaims, TokenFault } from './practice-issuer.ts'
import type { TargetPowers } from './target-powers.ts'

type Details = { type?: string; detail?: string } & Readonly<Record<string, unknown>>

/** The practice application's own refusal: problem details, https://www.rfc-editor.org/rfc/rfc9457 */
export function problem(context: Context, status: 401 | 403 | 404, { type, ...details }: Details = {}): Response {
  const title = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' }[status]
  const body = { type: type ? `https://practice.example/problems/${type}` : 'about:blank', title, status, ...details }
  return context.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' })
}

const FAULT_WORDS: Record<TokenFault, string> = {
  expired: 'The token expired',
  audience: 'The audience is invalid',
  issuer: 'The issuer is invalid',
  signature: 'The signature is invalid',
  malformed: 'The token is malformed',
}

/** `WWW-Authenticate` for a bad bearer token. https://www.rfc-editor.org/rfc/rfc6750#section-3 */
export function invalidTokenChallenge(fault: TokenFault): string {
  return `Bearer realm="practice-orders", error="invalid_token", error_description="${FAULT_WORDS[fault]}"`
}

/** The caller's claims, or the answer that a well-behaved application gives to somebody it does not know. */
export async function signedIn(context: Context, { readCaller }: Pick<TargetPowers, 'readCaller'>): Promise<PracticeClaims | Response> {
  const caller = await readCaller(context)
  return caller.kind === 'known' ? caller.claims : notSignedIn(context, caller)
}

function notSignedIn(context: Context, caller: Exclude<Caller, { kind: 'known' }>): Response {
  switch (caller.kind) {
    case 'anonymous':
      context.header('www-authenticate', 'Bearer realm="practice-orders"')
      return problem(context, 401, { detail: 'Sign in first.' })
    case 'bad-token':
      context.header('www-authenticate', invalidTokenChallenge(caller.fault))
      return problem(context, 401)
    case 'bad-session':
      context.header('set-cookie', 'practice_session=; Path=/practice/target; Max-Age=0; HttpOnly; SameSite=Lax')
      return problem(context, 403, { type: 'session-expired', detail: 'Your session has expired. Sign in again.' })
    default:
      return caller satisfies never
  }
}
