import type { Layer } from '../denial.ts'
import type { Answer } from './read-answer.ts'

/** A header that proves that a product was on the way, and nothing about who refused. `has` in lower case. */
type Carrier = { product: string; layer: Layer; header: string; has?: string }

/** Ordered from the edge inwards. Sources: each vendor's list of response headers. */
const CARRIERS: readonly Carrier[] = [
  { product: 'zscaler', layer: 'corporate-proxy', header: 'via', has: 'zscaler' },
  { product: 'squid', layer: 'corporate-proxy', header: 'via', has: '(squid' },
  { product: 'cloudflare', layer: 'cdn', header: 'cf-ray' },
  { product: 'cloudflare', layer: 'cdn', header: 'server', has: 'cloudflare' },
  { product: 'cloudfront', layer: 'cdn', header: 'x-amz-cf-id' },
  { product: 'cloudfront', layer: 'cdn', header: 'via', has: 'cloudfront' },
  { product: 'cloudfront', layer: 'cdn', header: 'x-cache', has: 'cloudfront' },
  { product: 'akamai', layer: 'cdn', header: 'server', has: 'akamaighost' },
  { product: 'akamai', layer: 'cdn', header: 'server-timing', has: 'ak_p' },
  { product: 'akamai', layer: 'cdn', header: 'x-akamai-request-id' },
  { product: 'akamai', layer: 'cdn', header: 'x-akamai-transformed' },
  { product: 'fastly', layer: 'cdn', header: 'x-fastly-request-id' },
  { product: 'fastly', layer: 'cdn', header: 'x-served-by', has: 'cache-' },
  { product: 'azure-front-door', layer: 'cdn', header: 'x-azure-ref' },
  { product: 'imperva', layer: 'cdn', header: 'x-iinfo' },
  { product: 'imperva', layer: 'cdn', header: 'x-cdn', has: 'imperva' },
  { product: 'imperva', layer: 'cdn', header: 'x-cdn', has: 'incapsula' },
  { product: 'sucuri', layer: 'cdn', header: 'x-sucuri-id' },
  { product: 'bunny-cdn', layer: 'cdn', header: 'server', has: 'bunnycdn' },
  { product: 'keycdn', layer: 'cdn', header: 'server', has: 'keycdn' },
  { product: 'vercel', layer: 'cdn', header: 'x-vercel-id' },
  { product: 'netlify', layer: 'cdn', header: 'x-nf-request-id' },
  { product: 'stackpath', layer: 'cdn', header: 'x-hw' },
  { product: 'edgio', layer: 'cdn', header: 'server', has: 'ecacc' },
  { product: 'gcore', layer: 'cdn', header: 'server', has: 'gcore' },
  { product: 'cdn77', layer: 'cdn', header: 'server', has: 'cdn77' },
  { product: 'alibaba-cdn', layer: 'cdn', header: 'eagleid' },
  { product: 'ddos-guard', layer: 'bot-manager', header: 'server', has: 'ddos-guard' },
  { product: 'datadome', layer: 'bot-manager', header: 'x-datadome' },
  { product: 'google-frontend', layer: 'load-balancer', header: 'via', has: '1.1 google' },
  { product: 'google-frontend', layer: 'load-balancer', header: 'server', has: 'google frontend' },
  { product: 'aws-alb', layer: 'load-balancer', header: 'server', has: 'awselb' },
  { product: 'fly-io', layer: 'load-balancer', header: 'fly-request-id' },
  { product: 'citrix-netscaler', layer: 'load-balancer', header: 'via', has: 'ns-cache' },
  { product: 'citrix-netscaler', layer: 'load-balancer', header: 'set-cookie', has: 'citrix_ns_id' },
  { product: 'fortiweb', layer: 'waf', header: 'set-cookie', has: 'fortiwafsid' },
  { product: 'barracuda-waf', layer: 'waf', header: 'set-cookie', has: 'barra_counter_session' },
  { product: 'reblaze', layer: 'waf', header: 'set-cookie', has: 'rbzid' },
  { product: 'huawei-waf', layer: 'waf', header: 'set-cookie', has: 'hwwafsesid' },
  { product: 'aws-api-gateway', layer: 'api-gateway', header: 'x-amz-apigw-id' },
  { product: 'aws-api-gateway', layer: 'api-gateway', header: 'apigw-requestid' },
  { product: 'kong', layer: 'api-gateway', header: 'x-kong-upstream-latency' },
  { product: 'kong', layer: 'api-gateway', header: 'via', has: 'kong/' },
  { product: 'apisix', layer: 'api-gateway', header: 'server', has: 'apisix' },
  { product: 'istio', layer: 'mesh', header: 'server', has: 'istio-envoy' },
  { product: 'envoy', layer: 'proxy', header: 'server', has: 'envoy' },
  { product: 'envoy', layer: 'proxy', header: 'x-envoy-upstream-service-time' },
  { product: 'linkerd', layer: 'mesh', header: 'l5d-proxy-error' },
  { product: 'varnish', layer: 'proxy', header: 'x-varnish' },
  { product: 'varnish', layer: 'proxy', header: 'via', has: 'varnish' },
  { product: 'heroku', layer: 'proxy', header: 'via', has: 'vegur' },
  { product: 'caddy', layer: 'web-server', header: 'via', has: 'caddy' },
  { product: 'caddy', layer: 'web-server', header: 'server', has: 'caddy' },
  { product: 'openresty', layer: 'web-server', header: 'server', has: 'openresty' },
  { product: 'nginx', layer: 'web-server', header: 'server', has: 'nginx' },
  { product: 'apache-httpd', layer: 'web-server', header: 'server', has: 'apache' },
  { product: 'iis', layer: 'web-server', header: 'server', has: 'microsoft-iis' },
  { product: 'litespeed', layer: 'web-server', header: 'server', has: 'litespeed' },
]

/** The numbers of the carriers that a header may prove. */
const BY_HEADER: ReadonlyMap<string, readonly number[]> = Map.groupBy(CARRIERS.keys(), (order) => CARRIERS[order]?.header ?? '')

/** Who carried an answer, from the edge inwards, each once. */
export function readCarriers(answer: Answer): { layer: Layer; product: string; where: string; text: string }[] {
  const seen = new Set<string>()
  return carriersIn(answer).flatMap(({ product, layer, header }) => {
    if (seen.has(product)) return []
    seen.add(product)
    return [{ layer, product, where: `header:${header}`, text: answer.headers.get(header) ?? '' }]
  })
}

function carriersIn({ headers }: Answer): Carrier[] {
  const orders: number[] = []
  for (const [name, value] of headers) {
    const possible = BY_HEADER.get(name)
    if (!possible) continue
    const lower = value.toLowerCase()
    for (const order of possible) if (lower.includes(CARRIERS[order]?.has ?? '')) orders.push(order)
  }
  return orders.sort((a, b) => a - b).map((order) => CARRIERS[order] as Carrier)
}
