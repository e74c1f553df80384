import type { SessionFinding } from './session-finding.ts'

function listed(names: readonly string[]): string {
  return names.slice(0, 5).join(', ')
}

function tokenPlace({ csrfHeader, csrfField }: SessionFinding): string {
  return csrfField === undefined ? `the header ${csrfHeader}` : `the header ${csrfHeader} or the field ${csrfField}`
}

const ORIGIN_LINES: Readonly<Record<NonNullable<SessionFinding['originFault']>, (finding: SessionFinding) => string>> = {
  missing: ({ originExpected }) => `The refusal is for the missing Origin: a browser on ${originExpected} would send it.`,
  foreign: ({ originSent, originExpected }) => `The refusal is for its origin: it says ${originSent}, and the URL is on ${originExpected}.`,
  scheme: ({ originSent, originExpected }) =>
    `The refusal is for its origin: ${originSent} and ${originExpected} differ in their scheme alone, as where TLS ends in front of the application.`,
  'own-not-trusted': ({ originSent }) =>
    `The refusal is for its origin, though ${originSent} is the URL’s own: the server does not know it as its own.`,
}

function csrfLine(finding: SessionFinding): string | undefined {
  const { csrfRefused, csrfTokenFound, csrfPage, sentAlready, needsApproval, originFault, guardHeader } = finding
  if (originFault !== undefined) return ORIGIN_LINES[originFault](finding)
  if (csrfRefused && guardHeader !== undefined) return `The refusal asks for the header ${guardHeader}.`
  if (!csrfRefused && !csrfTokenFound) return undefined
  const said = csrfRefused ? 'The refusal speaks of CSRF' : 'The request is a write with a session'
  if (!csrfTokenFound) return csrfRefused ? `${said}, and no page handed out a fresh token.` : undefined
  const found = `${said}: ${csrfPage} hands out a fresh token, which goes into ${tokenPlace(finding)}`
  if (sentAlready) return `${found}. The approved request left once and is not repeated.`
  return needsApproval ? `${found}. Sending it takes a person’s press.` : `${found}.`
}

function loginLine({ loginLoop, loginTo, returnWrong, returnLost }: SessionFinding): string | undefined {
  if (loginLoop) return `The redirects to ${loginTo} go in a circle.`
  if (loginTo === undefined) return undefined
  return (
    returnWrong ?? (returnLost ? `It leads to ${loginTo}, which is not told where to go back to.` : `It leads to the login ${loginTo}.`)
  )
}

function passLine(finding: SessionFinding): string | undefined {
  const { csrfTokenPasses, originPasses, guardPasses, guardHeader, csrfWithoutStatus, csrfStatus } = finding
  if (csrfTokenPasses)
    return `With a fresh CSRF token the request passes (${csrfWithoutStatus ?? 'refused'} without it, ${csrfStatus} with it).`
  if (originPasses) return 'With the site’s own origin the request passes.'
  return guardPasses ? `With the header ${guardHeader} the request passes.` : undefined
}

function staleLine({ staleSession, worseThanNone, freshSessionPasses, expiredCookies }: SessionFinding): string | undefined {
  if (worseThanNone) return 'Without any cookies the request passes: the old ones are what is refused.'
  if (staleSession)
    return freshSessionPasses ? 'A fresh session passes where this one is refused.' : 'The refusal says that the session has ended.'
  return expiredCookies.length > 0 ? `Expired: ${listed(expiredCookies)}.` : undefined
}

function cookieLine({
  refused,
  notSentHere,
  notSentAcrossSites,
  lostCookies,
  duplicates,
  cookieReasons,
}: SessionFinding): string | undefined {
  const stopped = [...notSentHere, ...notSentAcrossSites, ...lostCookies]
  if (stopped.length > 0) return cookieReasons[0] ?? `A browser would not send ${listed(stopped)}.`
  return refused && duplicates.length > 0 ? `Sent twice: ${listed(duplicates)}; the server may read the wrong one.` : undefined
}

/** The finding in one sentence or two: what is proved first, then what is said, then what is seen. */
export function sessionLine(finding: SessionFinding): string {
  if (finding.unstable) return 'The same session passes and is refused from call to call, so a fresh one proves nothing.'
  const told = passLine(finding) ?? csrfLine(finding) ?? staleLine(finding) ?? loginLine(finding) ?? cookieLine(finding)
  return told ?? (finding.present ? 'The session’s cookies show nothing wrong.' : 'No cookies are sent: there is no session.')
}
