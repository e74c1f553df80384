import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { accessFacts, splitAccessLine } from './access-log.ts'

const REQUEST_ID = /^[0-9a-f]{32}$/
/** Fields after the status: bytes, referer, agent, length, time, [service], [other service], address, length, time, status, id. */
const SERVICE = 5
const UPSTREAM_STATUS = 10
const ID = 11

/** The status of the service behind: `-` when none was asked, several when it was tried again. */
function read(line: LogText): LogFacts | undefined {
  const fields = splitAccessLine(line)
  const service = fields?.after[SERVICE]
  if (!fields || service?.quote !== '[') return undefined
  const id = line.text.slice(line.text.lastIndexOf(' ') + 1)
  if (!REQUEST_ID.test(id)) return undefined
  const upstream = fields.after.slice(UPSTREAM_STATUS, ID).map((each) => each.text)[0] ?? '-'
  return {
    ...accessFacts(fields),
    answeredBy: upstream === '-' ? 'writer' : 'upstream',
    references: [{ name: 'request id', value: id, lookUp: 'ingress-nginx access log $req_id, and x-request-id in the application log' }],
  }
}

/** The access log of ingress-nginx in Kubernetes, which says whether the service behind was asked at all. */
export const ingressNginx: LogFormat = {
  id: 'ingress-nginx-access',
  product: 'ingress-nginx',
  layer: 'proxy',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/',
  read,
  examples: [
    {
      line: '203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET /orders HTTP/2.0" 403 146 "-" "curl/8.5.0" 45 0.000 [shop-orders-80] [] - - - - 5f2c7d1e9a3b4c6d8e0f1a2b3c4d5e6f',
      product: 'ingress-nginx',
      layer: 'proxy',
      verdict: 'denied',
      reference: '5f2c7d1e9a3b4c6d8e0f1a2b3c4d5e6f',
    },
    {
      line: '203.0.113.9 - - [02/Jan/2026:12:00:00 +0000] "GET /orders HTTP/2.0" 403 31 "-" "curl/8.5.0" 45 0.012 [shop-orders-80] [] 10.1.2.3:8080 31 0.012 403 5f2c7d1e9a3b4c6d8e0f1a2b3c4d5e6f',
      product: 'unknown',
      layer: 'unknown',
      verdict: 'denied',
    },
  ],
}
