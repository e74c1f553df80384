import type { Signature } from '../signature.ts'

const page = (title: string, footer: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${footer}</center>\r\n</body>\r\n</html>\r\n`

const SOURCE = 'https://github.com/nginx/nginx/blob/master/src/http/ngx_http_special_response.c'

/** nginx and its kin name themselves in the footer of their stock pages. */
export const nginx: readonly Signature[] = [
  {
    id: 'nginx/ingress-client-certificate',
    product: 'nginx',
    layer: 'web-server',
    confidence: 0.95,
    statuses: [400, 403, 495, 496],
    all: [{ body: '<center>nginx' }],
    any: [{ body: 'no required ssl certificate was sent' }, { body: 'the ssl certificate error' }],
    verdict: 'denied',
    means: 'nginx wants a client certificate (ssl_verify_client) and got none or a bad one',
    causes: { 'client-certificate': 0.95 },
    rule: [{ says: 'ssl_verify_client' }],
    source: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_verify_client',
    examples: [
      {
        status: 400,
        body: page('400 No required SSL certificate was sent', 'nginx/1.27.3').replace(
          '</h1></center>',
          '</h1></center>\r\n<center>No required SSL certificate was sent</center>',
        ),
        cause: 'client-certificate',
        verdict: 'denied',
      },
    ],
  },
  {
    id: 'nginx/limit',
    product: 'nginx',
    layer: 'web-server',
    confidence: 0.95,
    statuses: [429],
    all: [{ body: '<center>nginx' }],
    means: 'nginx answered with its stock 429 page: limit_req or limit_conn',
    causes: { 'rate-limit': 0.95 },
    source: 'https://nginx.org/en/docs/http/ngx_http_limit_req_module.html',
    examples: [{ status: 429, body: page('429 Too Many Requests', 'nginx'), cause: 'rate-limit', verdict: 'rate-limited' }],
  },
  {
    id: 'nginx/stock-page',
    product: 'nginx',
    layer: 'web-server',
    confidence: 0.9,
    all: [{ body: '<center>nginx' }],
    stock: true,
    means: 'The stock error page of nginx itself: a deny, allow or auth directive, or file modes; the application was not asked',
    causes: { 'server-directive': 0.5, 'file-permissions': 0.3, 'ip-or-geo-restriction': 0.25 },
    cases: [
      {
        when: { body: '401 authorization required' },
        causes: { 'invalid-token': 0.6, 'auth-gateway': 0.3 },
        means: 'auth_basic or auth_request of nginx wants credentials',
      },
      {
        when: { body: '405 not allowed' },
        causes: { 'method-or-path': 0.9 },
        means: 'nginx serves this path as a file: only GET and HEAD',
      },
    ],
    source: SOURCE,
    examples: [
      { status: 403, headers: { server: 'nginx/1.27.3' }, body: page('403 Forbidden', 'nginx/1.27.3'), cause: 'server-directive' },
      { status: 401, body: page('401 Authorization Required', 'nginx'), cause: 'invalid-token', verdict: 'not-authenticated' },
      { status: 405, body: page('405 Not Allowed', 'nginx'), cause: 'method-or-path' },
    ],
  },
  {
    id: 'nginx/openresty',
    product: 'openresty',
    layer: 'web-server',
    confidence: 0.88,
    all: [{ body: '<center>openresty' }],
    stock: true,
    means: 'The stock error page of OpenResty: a directive or a Lua access handler refused',
    causes: { 'server-directive': 0.5, 'file-permissions': 0.2, 'ip-or-geo-restriction': 0.2, 'waf-rule': 0.2 },
    source: 'https://github.com/openresty/openresty/tree/master/patches',
    examples: [{ status: 403, body: page('403 Forbidden', 'openresty/1.27.1.1'), cause: 'server-directive' }],
  },
  {
    id: 'nginx/tengine',
    product: 'tengine',
    layer: 'web-server',
    confidence: 0.85,
    any: [{ body: '<center>tengine' }, { body: 'powered by tengine' }],
    stock: true,
    means: 'The stock error page of Tengine, an nginx by Alibaba',
    causes: { 'server-directive': 0.5, 'ip-or-geo-restriction': 0.3, 'file-permissions': 0.2 },
    source: 'https://github.com/alibaba/tengine/blob/master/src/http/ngx_http_special_response.c',
    examples: [{ status: 403, body: page('403 Forbidden', 'tengine'), cause: 'server-directive' }],
  },
  {
    id: 'nginx/skeleton',
    product: 'unknown',
    layer: 'web-server',
    confidence: 0.5,
    any: [{ body: '<center><h1>403 forbidden</h1></center>' }, { body: '<center> <h1>403 forbidden</h1> </center>' }],
    none: [{ body: '<center>cloudflare' }, { header: 'server', has: 'awselb' }],
    means: 'The skeleton of a stock nginx page without the name nginx: some server built on it',
    causes: { 'server-directive': 0.2, 'resource-rule': 0.15 },
    source: SOURCE,
    examples: [{ status: 403, body: page('403 Forbidden', 'EdgeBox/3') }],
  },
]
