import type { SessionFinding } from './session-finding.ts'

/** Names under which a login is told where to go back to. */
const RETURN_NAMES =
  /^(?:next|return_?to|return_?url|returnuri|rd|redirect(?:_?(?:to|url|uri|after))?|continue|continue_?url|service|target|goto|go_?to|from|origin(?:al)?_?(?:url|uri|path)?|dest(?:ination)?|back(?:_?url)?|callback_?url|url|relaystate|r|ref|forward|wantsurl)$/i
/** Names that stand for a return address kept elsewhere (OAuth 2.0 `state`, SAML). */
const OPAQUE = /^(?:state|relaystate|samlrequest|flow|wctx|ticket)$/i

type ReturnFinding = Pick<SessionFinding, 'returnParameter' | 'returnLost' | 'returnWrong'>

type Asked = { location: URL; asked: URL; setsCookie: boolean }

function isAddress(value: string): boolean {
  return value.startsWith('/') || /^https?:\/\//i.test(value)
}

function faultOf(value: string, { location, asked }: Asked, isCallback: boolean): string | undefined {
  const back = URL.parse(value, (location.origin === asked.origin ? asked : location).href)
  if (!back) return undefined
  const isRelative = value.startsWith('/')
  if (!isRelative && back.hostname !== asked.hostname) return `The login leads back to ${back.host}, not to ${asked.host}.`
  if (!isRelative && back.protocol !== asked.protocol)
    return `The login leads back over ${back.protocol.slice(0, -1)}, not ${asked.protocol.slice(0, -1)}.`
  if (!isRelative && back.port !== asked.port)
    return `The login leads back to the port ${back.port || 'of the scheme'}, not to that of ${asked.host}.`
  if (isCallback) return undefined
  if (back.pathname === '/' && asked.pathname !== '/') return 'The login leads back to the start page, not to the page that was asked for.'
  return back.pathname === asked.pathname && back.search === '' && asked.search !== ''
    ? 'The login leads back without the query that was asked for.'
    : undefined
}

/**
 * Whether a redirect to a login tells it where to go back to. An OAuth 2.0 `redirect_uri` names the callback alone: only its
 * host is looked at, the page itself is kept under `state` or in a cookie.
 */
export function readReturnAddress(redirect: Asked): ReturnFinding {
  const { location, setsCookie } = redirect
  const parameters = [...location.searchParams].filter(([, value]) => value !== '')
  const isOpaque = parameters.some(([name]) => OPAQUE.test(name))
  const named = parameters.find(([name, value]) => RETURN_NAMES.test(name) && isAddress(value))
  if (!named) return { returnLost: !isOpaque && !setsCookie }
  const [name, value] = named
  const returnWrong = faultOf(value, redirect, isOpaque || /^redirect_uri$/i.test(name))
  return { returnParameter: name, returnLost: false, ...(returnWrong !== undefined && { returnWrong }) }
}
