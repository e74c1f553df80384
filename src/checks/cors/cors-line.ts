import type { CorsFinding } from './cors-finding.ts'

function originWords({ origin, originFlips, refusedOrigins, passedOrigins, browserWouldBlock }: CorsFinding): string {
  if (!originFlips || !refusedOrigins.includes('page'))
    return `The origin ${origin} is not allowed, so a browser keeps the answer from the page.`
  const pass = passedOrigins.includes('none') ? 'without an Origin header it passes' : 'with another Origin it passes'
  return `The server refuses the origin ${origin}: ${pass}.${browserWouldBlock ? ' A browser shows a CORS error.' : ''}`
}

/** One sentence or two for people. */
export function corsLine(finding: CorsFinding): string {
  const { problem, origin, crossOrigin, unstable, preflightStatus, preflightFor, missingHeaders, wildcardWithCredentials } = finding
  if (unstable) return 'The same Origin passes and is refused in turn, so it is not the Origin that decides.'
  switch (problem) {
    case 'preflight-needs-login':
      return `The preflight is refused (${preflightStatus}) because it carries no login, and a browser never sends one with it.`
    case 'preflight-refused':
      return `The preflight is refused (${preflightStatus}), so a browser does not send the request at all.`
    case 'redirect':
      return `The preflight is redirected (${preflightStatus}), which no browser follows.`
    case 'origin':
      return originWords(finding)
    case 'method':
      return `The preflight does not allow ${preflightFor[0] ?? 'the method'}.`
    case 'header':
      return `The preflight does not allow the header ${missingHeaders.join(', ')}.`
    case 'credentials':
      return wildcardWithCredentials
        ? 'Any origin is allowed by *, which a browser does not take where cookies are sent.'
        : 'Cookies are sent, and the answer does not allow credentials.'
    case '':
      return crossOrigin ? `A page of ${origin} may send this request.` : 'The page is of the same origin, so CORS plays no part.'
    default:
      return problem satisfies never
  }
}
