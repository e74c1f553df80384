import type { Exchange } from '../../exchange.ts'
import { readOutcome } from '../read-outcome.ts'
import { allowsMethod, allowsOrigin, missingHeaders, readCors } from './cors-answer.ts'
import type { CorsFinding } from './cors-finding.ts'
import type { PageRequest } from './page-request.ts'

/** The preflight as nobody, and as who asks where it was refused. */
export type Preflights = { own: Exchange; withLogin?: Exchange }

type Judged = Pick<
  CorsFinding,
  | 'preflightStatus'
  | 'preflightRefused'
  | 'preflightNeedsLogin'
  | 'preflightRedirects'
  | 'allowMethods'
  | 'allowHeaders'
  | 'methodAllowed'
  | 'headersAllowed'
  | 'missingHeaders'
> & { allowsOrigin: boolean; credentials: boolean; wildcard: boolean }

/** Whether a preflight is answered as a browser wants it (Fetch: an ok status, 200 to 299). */
export function isOk({ response }: Exchange): boolean {
  return response !== null && response.status >= 200 && response.status < 300
}

function needsLogin({ own, withLogin }: Preflights): boolean {
  if (isOk(own)) return false
  const { verdict } = readOutcome(own)
  return verdict === 'not-authenticated' || verdict === 'redirected-to-login' || (withLogin !== undefined && isOk(withLogin))
}

/** What the preflight's answer allows; what is not asked for is allowed. */
export function judgePreflight({ needs, origin, withCredentials }: PageRequest, preflights: Preflights): Judged {
  const { own } = preflights
  const answer = readCors(own)
  const status = answer?.status
  const isLogin = needsLogin(preflights)
  const missing = answer ? missingHeaders(answer, needs.headers, withCredentials) : needs.headers
  return {
    ...(status !== undefined && { preflightStatus: status }),
    preflightRefused: status !== undefined && !isOk(own),
    preflightNeedsLogin: isLogin,
    preflightRedirects: status !== undefined && status >= 300 && status < 400,
    allowMethods: answer?.methods ?? [],
    allowHeaders: answer?.headers ?? [],
    methodAllowed: answer !== undefined && allowsMethod(answer, needs.method, withCredentials),
    headersAllowed: missing.length === 0,
    missingHeaders: missing,
    allowsOrigin: answer !== undefined && allowsOrigin(answer, origin, withCredentials),
    credentials: answer?.credentials ?? false,
    wildcard: answer?.origin === '*',
  }
}
