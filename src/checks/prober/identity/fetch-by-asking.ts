import { allowInsecureRequests, type CustomFetchOptions, customFetch } from 'oauth4webapi'
import type { SourceAnswer, SourceRequest } from '../../check.ts'

/** Asks a service that the configuration lists. */
export type AskSource = (request: SourceRequest) => Promise<SourceAnswer>

type Sent = CustomFetchOptions<'POST', URLSearchParams>

function isJson(body: string): boolean {
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}

/**
 * The answer as the library reads it. JSON counts as JSON whatever it is labelled, and challenges are left out: the library would
 * tell them in place of the error in the body, which says more.
 */
function responseOf({ status, headers, body }: SourceAnswer): Response {
  const type = isJson(body) ? 'application/json' : (headers['content-type']?.[0] ?? 'text/plain')
  const isBare = status === 204 || status === 205 || status === 304
  return new Response(isBare ? null : body, { status, headers: { 'content-type': type } })
}

/** Options that send what oauth4webapi asks through `ask`. Plain http is left to the configuration, which names the URL. */
export function fetchByAsking(ask: AskSource) {
  const send = async (url: string, { headers, body }: Sent) =>
    responseOf(await ask({ method: 'POST', url, headers, body: body.toString() }))
  return { [customFetch]: send, [allowInsecureRequests]: true } as const
}
