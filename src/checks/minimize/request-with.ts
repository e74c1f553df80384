import type { ProbeRequest } from '../check.ts'
import { bodyWith } from './body-fields.ts'
import type { Change, PartKind } from './change.ts'
import { withPairs } from './pair-list.ts'
import { MATRIX, type RefusedRequest } from './request-parts.ts'

/** How the refused request is sent as it is: who asks, and with GET in place of an unsafe method. */
export type Sending = { as: string; probe: ProbeRequest; request: RefusedRequest }

function urlWith(address: string, of: (kind: PartKind) => Change[]): string {
  const url = new URL(address)
  url.hash = ''
  const paths = of('path')
  const whole = paths.find(({ how }) => how === 'replaced')
  const left = new Set(paths.map(({ at }) => Number(at)))
  let at = -1
  if (whole) url.pathname = String(whole.to)
  else
    url.pathname = url.pathname.replace(MATRIX, (text) => {
      at += 1
      return left.has(at) ? '' : text
    })
  url.search = withPairs(url.search.slice(1), '&', of('query'))
  return url.href
}

/** Headers to set and to leave out; of cookies the whole header is written anew, or left out with the last of them. */
function headersWith({ identity }: RefusedRequest, of: (kind: PartKind) => Change[]): Required<Pick<ProbeRequest, 'headers' | 'without'>> {
  const headers: Record<string, string> = {}
  const without: string[] = []
  for (const { at, to } of of('header')) {
    if (to === undefined) without.push(at)
    else headers[at] = String(to)
  }
  if (of('cookie').length > 0) {
    const cookie = withPairs(identity.cookie ?? '', ';', of('cookie'))
    if (cookie === '') without.push('cookie')
    else headers.cookie = cookie
  }
  return { headers, without }
}

/** The refused request with changes, as a probe. Without changes it is the request itself. */
export function requestWith({ as, probe, request }: Sending, changes: readonly Change[]): ProbeRequest {
  const of = (kind: PartKind) => changes.filter((change) => change.kind === kind)
  const { headers, without } = headersWith(request, of)
  const left = [...(probe.without ?? []), ...without]
  const bodyChanges = of('body')
  return {
    ...probe,
    as: of('credential')[0]?.name ?? as,
    url: urlWith(request.url, of),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(left.length > 0 && { without: left }),
    ...(bodyChanges.length > 0 && request.body !== null && { body: bodyWith(request.body, bodyChanges) }),
  }
}
