import { isCredentialHeader } from '../../redaction/sensitive-name.ts'
import type { SubjectRequest } from '../check.ts'
import { isOwnHeader } from '../prober/request-headers.ts'

/** What every client sends by itself, so that leaving it out changes nothing. */
const BY_ITSELF = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'content-length',
  'transfer-encoding',
  'te',
  'user-agent',
  'traceparent',
  'tracestate',
])

/** Names of headers that a person's request has and a probe never sends, where they could make a difference. Lower case, sorted. */
export function withheldHeaders({ url, headers }: SubjectRequest): string[] {
  const { host } = new URL(url)
  const withheld = Object.entries(headers).filter(([name, value]) => {
    const lower = name.toLowerCase()
    return isOwnHeader(lower) && !BY_ITSELF.has(lower) && !(lower === 'host' && value.trim().toLowerCase() === host)
  })
  return withheld.map(([name]) => name.toLowerCase()).toSorted()
}

/** Names of headers with the credentials of a person's request, which a probe as somebody else leaves out. Lower case, sorted. */
export function replacedHeaders({ headers }: SubjectRequest, identity: string): string[] {
  if (identity === 'request') return []
  return Object.keys(headers)
    .filter(isCredentialHeader)
    .map((name) => name.toLowerCase())
    .toSorted()
}
