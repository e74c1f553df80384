import { SAYS } from '../../signature-forms/plain-causes.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

const REFUSALS = [400, 401, 403, 429] as const

/** Open gateways of the younger kind, each by the words of its own code: agentgateway, Apinto, Higress, Gravitee, Emissary, Sentinel. */
export const otherGateways = productFamily({ layer: 'api-gateway', confidence: 0.9 }, [
  {
    product: 'agentgateway',
    name: 'agentgateway',
    id: 'agentgateway/authorization',
    confidence: 0.55,
    statuses: [401, 403, 429],
    any: [
      { body: 'authorization failed', match: /^(?:external )?authorization failed$/ },
      { body: 'csrf validation failed', match: /^CSRF validation failed$/ },
      { body: 'api key authentication failure: ', match: /^api key authentication failure: / },
      { body: 'basic authentication failure: ', match: /^basic authentication failure: / },
      { body: 'authentication failure: ', match: /^authentication failure: (?:no bearer token|the token|error|token)/ },
    ],
    all: [{ header: 'content-type', has: 'text/plain' }],
    none: [{ header: 'server' }, { header: 'x-powered-by' }, { header: 'content-type', has: 'charset' }],
    means: 'agentgateway refused by its own policy; the service or MCP server behind it was not asked',
    causes: { 'auth-gateway': 0.82, 'insufficient-permissions': 0.5 },
    cases: [
      { when: { body: 'csrf validation' }, causes: SAYS.csrf },
      { when: { body: 'authentication failure' }, causes: SAYS.token },
      { when: { body: 'external authorization' }, causes: { 'auth-gateway': 0.9 }, means: 'The authorizer that agentgateway asks said no' },
    ],
    source: 'https://github.com/agentgateway/agentgateway/blob/main/crates/agentgateway/src/proxy/mod.rs',
    examples: [
      { status: 403, headers: { 'content-type': 'text/plain' }, body: 'authorization failed', cause: 'auth-gateway' },
      { status: 403, headers: { 'content-type': 'text/plain' }, body: 'CSRF validation failed', cause: 'session-state' },
      {
        status: 401,
        headers: { 'content-type': 'text/plain' },
        body: 'api key authentication failure: no API Key found',
        cause: 'invalid-token',
      },
    ],
  },
  {
    product: 'agentgateway',
    name: 'agentgateway',
    id: 'agentgateway/mcp-login',
    confidence: 0.8,
    statuses: [401],
    all: [
      { json: 'error', is: 'unauthorized' },
      { json: 'error_description', is: 'jwt token required' },
    ],
    causes: SAYS.token,
    source: 'https://github.com/agentgateway/agentgateway/blob/main/crates/agentgateway/src/proxy/mod.rs',
    examples: [{ status: 401, body: '{"error":"unauthorized","error_description":"JWT token required"}', cause: 'invalid-token' }],
  },
  {
    product: 'apinto',
    name: 'Apinto',
    statuses: [400, 403],
    any: [
      { body: '[ip_restriction] illegal ip' },
      { body: '[cors] request method ', match: /\[CORS\] Request method '\w{3,10}' is not allowed/ },
      { body: '[cors] the origin is not allowed' },
    ],
    verdict: 'denied',
    means: 'A plugin of Apinto (Eolinker) refused; it names itself in brackets',
    causes: SAYS.resource,
    cases: [
      { when: { body: '[ip_restriction]' }, causes: SAYS.address },
      { when: { body: '[cors] request method' }, causes: SAYS.method },
      { when: { body: '[cors]' }, causes: { 'resource-rule': 0.85, 'server-directive': 0.4 } },
    ],
    rule: [{ body: /\[(ip_restriction|CORS)\]/i }],
    source: 'https://github.com/eolinker/apinto/tree/main/drivers/plugins',
    examples: [
      { status: 403, body: '[ip_restriction] Illegal IP!', cause: 'ip-or-geo-restriction', rule: 'ip_restriction' },
      {
        status: 403,
        body: `{"message":"[CORS] Request method 'PUT' is not allowed","status_code":403}`,
        cause: 'method-or-path',
        rule: 'CORS',
      },
      { status: 400, body: '[CORS] The origin is not allowed', cause: 'resource-rule', verdict: 'denied' },
    ],
  },
  {
    product: 'higress',
    name: 'Higress',
    confidence: 0.95,
    statuses: REFUSALS,
    any: [
      {
        body: 'request denied by ',
        match: /Request denied by (?:Key|Basic|JWT|Hmac|OAuth|Simple JWT)[\w ]{0,10} (?:Auth|Authn)?[\w ]{0,10}check\./i,
      },
    ],
    means: 'An authentication plugin of Higress refused',
    causes: SAYS.token,
    cases: [
      {
        when: { body: 'unauthorized consumer' },
        causes: { 'insufficient-permissions': 0.88, 'acl-misconfigured': 0.4 },
        means: 'The consumer is known and not on the allow list of this route',
      },
    ],
    rule: [{ body: /Request denied by ([\w ]{3,30}?) check\./i }],
    source: 'https://github.com/alibaba/higress/tree/main/plugins/wasm-go/extensions',
    examples: [
      {
        status: 403,
        headers: { server: 'istio-envoy' },
        body: 'Request denied by Key Auth check. Unauthorized consumer.',
        cause: 'insufficient-permissions',
        rule: 'Key Auth',
      },
      {
        status: 401,
        headers: { server: 'istio-envoy' },
        body: 'Request denied by Basic Auth check. Invalid username and/or password.',
        cause: 'invalid-token',
      },
    ],
  },
  {
    product: 'higress',
    name: 'Higress',
    id: 'higress/address',
    confidence: 0.82,
    statuses: [403],
    all: [{ header: 'server', has: 'istio-envoy' }, { body: 'your ip address is blocked.' }],
    means: "Higress's ip-restriction plugin",
    causes: SAYS.address,
    rule: [{ says: 'ip-restriction' }],
    source: 'https://github.com/alibaba/higress/tree/main/plugins/wasm-go/extensions/ip-restriction',
    examples: [
      {
        status: 403,
        headers: { server: 'istio-envoy' },
        body: '{"message":"Your IP address is blocked."}',
        cause: 'ip-or-geo-restriction',
        rule: 'ip-restriction',
      },
    ],
  },
  {
    product: 'gravitee',
    name: 'Gravitee',
    any: [
      { body: 'allowed to reach this resource', match: /^[^<]{0,40}Your IP \([^)]{3,60}\) or (?:one of the )?proxies/ },
      { json: 'http_status_code', match: /^40[13]|^429/ },
    ],
    none: [{ json: 'error_code' }, { json: 'error' }],
    statuses: REFUSALS,
    means: 'A policy of the Gravitee gateway refused; the back end was not asked',
    causes: { 'insufficient-permissions': 0.45, 'auth-gateway': 0.4 },
    cases: [
      {
        when: { body: 'allowed to reach this resource' },
        causes: SAYS.address,
        means: "Gravitee's IP filtering policy",
        rule: [{ says: 'ip-filtering' }],
      },
      {
        when: { body: 'not allowed to access this resource' },
        causes: SAYS.resource,
        means: "Gravitee's resource filtering policy",
        rule: [{ says: 'resource-filtering' }],
      },
      { when: { body: 'rate limit' }, causes: SAYS.limit, verdict: 'rate-limited' },
      { when: { body: 'quota' }, causes: SAYS.limit, verdict: 'rate-limited' },
      { when: { body: 'api key' }, causes: SAYS.token },
      { when: { header: 'www-authenticate' }, causes: SAYS.token },
      { when: { json: 'message', is: 'unauthorized' }, causes: SAYS.token },
    ],
    source: 'https://documentation.gravitee.io/apim/policies',
    examples: [
      {
        status: 403,
        body: '{"message":"Your IP (192.0.2.9) or one of the proxies your request passed through is not allowed to reach this resource","http_status_code":403}',
        cause: 'ip-or-geo-restriction',
        rule: 'ip-filtering',
      },
      { status: 401, body: '{"message":"Unauthorized","http_status_code":401}', cause: 'invalid-token' },
    ],
  },
  {
    product: 'okapi',
    name: "FOLIO's sidecar",
    id: 'okapi/sidecar',
    all: [{ json: 'errors[].code', is: 'authorization_error' }, { json: 'total_records' }],
    means: 'The sidecar in front of a FOLIO module refused: the user holds none of the permissions of this route',
    causes: SAYS.permission,
    source: 'https://github.com/folio-org/folio-module-sidecar',
    examples: [
      {
        status: 403,
        body: '{"errors":[{"message":"Access Denied","type":"ForbiddenException","code":"authorization_error"}],"total_records":1}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'emissary-ingress',
    name: 'Emissary (Ambassador Edge Stack)',
    all: [{ json: 'status_code' }, { json: 'httpstatus' }, { json: 'requestid' }],
    statuses: REFUSALS,
    means: 'A filter of Ambassador Edge Stack refused',
    causes: { 'auth-gateway': 0.7, 'insufficient-permissions': 0.4 },
    cases: [{ when: { json: 'message', match: /token|jwt|expired|credential/i }, causes: SAYS.token }],
    source: 'https://www.getambassador.io/docs/edge-stack/latest/topics/using/filters/',
    examples: [
      {
        status: 403,
        body: '{"message":"no rule lets this pass","requestId":"7","statusCode":"","status_code":403,"httpStatus":"403"}',
        cause: 'auth-gateway',
      },
    ],
  },
  {
    product: 'alibaba-sentinel',
    name: 'Sentinel',
    any: [{ body: 'blocked by sentinel' }],
    statuses: [403, 429, 503],
    means: 'A flow rule of Sentinel, in a gateway or in the program itself, blocked the call',
    causes: { 'rate-limit': 0.9 },
    cases: [{ when: { body: 'authorityexception' }, causes: { 'acl-misconfigured': 0.5, 'insufficient-permissions': 0.8 } }],
    rule: [{ body: /Blocked by Sentinel: (\w{3,40})/i }],
    verdict: 'rate-limited',
    source: 'https://sentinelguard.io/en-us/docs/api-gateway-flow-control.html',
    examples: [
      {
        status: 429,
        body: '{"code":429,"message":"Blocked by Sentinel: ParamFlowException"}',
        cause: 'rate-limit',
        rule: 'ParamFlowException',
      },
    ],
  },
])
