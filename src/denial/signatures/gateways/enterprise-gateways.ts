import { SAYS } from '../../signature-forms/plain-causes.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

const REFUSALS = [400, 401, 403, 429, 500] as const

/** Gateways of the larger vendors: IBM, MuleSoft, Mashery, 3scale, Layer7, Axway, SAP. */
export const enterpriseGateways = productFamily({ layer: 'api-gateway', confidence: 0.9 }, [
  {
    product: 'ibm-api-connect',
    name: 'IBM API Connect',
    all: [{ json: 'httpcode' }, { json: 'moreinformation' }],
    statuses: REFUSALS,
    means: 'IBM API Connect refused before the back end was asked',
    causes: { 'insufficient-permissions': 0.45, 'invalid-token': 0.4 },
    cases: [
      {
        when: { json: 'moreinformation', match: /not registered to (?:the )?plan|not subscribed|plan/i },
        causes: { 'insufficient-permissions': 0.85, 'feature-gate': 0.3 },
      },
      { when: { json: 'moreinformation', match: /rate limit/i }, causes: SAYS.limit, verdict: 'rate-limited' },
      { when: { json: 'moreinformation', match: /client (?:id|secret)|token|jwt|credential|authenticat|security/i }, causes: SAYS.token },
    ],
    source: 'https://www.ibm.com/docs/en/api-connect',
    examples: [
      {
        status: 401,
        body: '{"httpCode":"401","httpMessage":"Unauthorized","moreInformation":"Client id not registered."}',
        cause: 'invalid-token',
      },
      {
        status: 403,
        body: '{"httpCode":"403","httpMessage":"Forbidden","moreInformation":"Not registered to plan"}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'ibm-datapower',
    name: 'IBM DataPower',
    any: [
      { header: 'x-backside-transport', has: 'fail' },
      { body: '(from client)', match: /<faultstring>[^<]{3,120} \(from client\)<\/faultstring>/i },
    ],
    statuses: REFUSALS,
    verdict: 'denied',
    means: 'A processing policy of IBM DataPower rejected the request',
    causes: { 'insufficient-permissions': 0.5, 'auth-gateway': 0.45, 'waf-rule': 0.25 },
    source: 'https://www.ibm.com/docs/en/datapower-gateway/10.5.x',
    examples: [
      {
        status: 500,
        headers: { 'x-backside-transport': 'FAIL FAIL' },
        body: '<env:Fault><faultcode>env:Client</faultcode><faultstring>Rejected by policy. (from client)</faultstring></env:Fault>',
        cause: 'insufficient-permissions',
        verdict: 'denied',
      },
    ],
  },
  {
    product: 'mulesoft',
    name: 'MuleSoft',
    any: [
      { scheme: 'client-id-enforcement' },
      { header: 'www-authenticate', has: 'client-id-enforcement' },
      { header: 'x-anypnt-trans-id' },
      { header: 'x-anypoint-trans-id' },
    ],
    statuses: REFUSALS,
    means: 'A policy of the MuleSoft gateway refused',
    causes: { 'invalid-token': 0.5, 'insufficient-permissions': 0.4 },
    cases: [
      { when: { header: 'www-authenticate', has: 'client-id-enforcement' }, causes: SAYS.token, rule: [{ says: 'client-id-enforcement' }] },
      { when: { json: 'error', match: /\bip\b/i }, causes: SAYS.address },
      { when: { json: 'error', match: /quota|rate limit/i }, causes: SAYS.limit, verdict: 'rate-limited' },
    ],
    source: 'https://docs.mulesoft.com/gateway/latest/policies-included-client-id-enforcement',
    examples: [
      {
        status: 401,
        headers: { 'www-authenticate': 'Client-ID-Enforcement' },
        body: '{"error":"Invalid Client"}',
        cause: 'invalid-token',
        rule: 'client-id-enforcement',
      },
    ],
  },
  {
    product: 'mashery',
    name: 'TIBCO Mashery',
    any: [
      { header: 'x-mashery-error-code' },
      { header: 'x-error-detail-header' },
      { header: 'server', has: 'mashery proxy' },
      { header: 'x-mashery-responder' },
    ],
    statuses: REFUSALS,
    means: 'The Mashery proxy refused by the key, its plan or its limits',
    causes: { 'insufficient-permissions': 0.5, 'invalid-token': 0.5 },
    cases: [
      { when: { header: 'x-mashery-error-code', match: /over_(?:qps|rate)/i }, causes: SAYS.limit, verdict: 'rate-limited' },
      { when: { header: 'x-mashery-error-code', match: /inactive|unknown_referer|developer/i }, causes: SAYS.token },
      { when: { body: 'developer over' }, causes: SAYS.limit, verdict: 'rate-limited' },
      { when: { body: 'developer inactive' }, causes: SAYS.token },
      { when: { body: 'not authorized' }, causes: SAYS.token },
    ],
    rule: [{ header: 'x-mashery-error-code' }],
    source: 'https://docs.mashery.com/',
    examples: [
      {
        status: 403,
        headers: { 'x-mashery-error-code': 'ERR_403_DEVELOPER_OVER_QPS', server: 'Mashery Proxy' },
        body: '<h1>Developer Over Qps</h1>',
        cause: 'rate-limit',
        rule: 'ERR_403_DEVELOPER_OVER_QPS',
        verdict: 'rate-limited',
      },
      {
        status: 403,
        headers: { 'x-mashery-error-code': 'ERR_403_DEVELOPER_INACTIVE' },
        body: '<h1>Developer Inactive</h1>',
        cause: 'invalid-token',
      },
    ],
  },
  {
    product: 'red-hat-3scale',
    name: '3scale',
    confidence: 0.75,
    statuses: [401, 403, 404, 429],
    any: [
      { body: 'authentication parameters missing', match: /^Authentication parameters missing\s*$/ },
      { body: 'no mapping rule matched', match: /^No Mapping Rule matched\s*$/i },
    ],
    means: 'The 3scale gateway (APIcast) refused',
    causes: { 'invalid-token': 0.6, 'insufficient-permissions': 0.4 },
    cases: [
      { when: { body: 'no mapping rule' }, causes: SAYS.method, means: 'No mapping rule of the API holds this method and path' },
      { when: { body: 'parameters missing' }, causes: SAYS.token },
      { when: { body: 'limits exceeded' }, causes: SAYS.limit, verdict: 'rate-limited' },
    ],
    source: 'https://github.com/3scale/APIcast/tree/master/doc',
    examples: [
      { status: 403, body: 'Authentication parameters missing', cause: 'invalid-token' },
      { status: 403, headers: { server: 'openresty' }, body: 'No Mapping Rule matched', cause: 'method-or-path' },
    ],
  },
  {
    product: 'layer7-gateway',
    name: 'Layer7 API Gateway',
    any: [
      { body: '<l7:policyresult' },
      { header: 'l7-policy-url' },
      { body: 'policy falsified' },
      { body: 'http://www.layer7tech.com/ws/policy/fault' },
    ],
    statuses: REFUSALS,
    verdict: 'denied',
    means: "The service's policy in the Layer7 gateway came out false",
    causes: { 'auth-gateway': 0.6, 'insufficient-permissions': 0.5, 'invalid-token': 0.3 },
    cases: [{ when: { body: 'authentication required' }, causes: SAYS.token }],
    rule: [{ body: /<l7:policyresult [^>]{0,40}status="([^"]{3,60})"/i }],
    source: 'https://techdocs.broadcom.com/us/en/ca-enterprise-software/layer7-api-management.html',
    examples: [
      {
        status: 500,
        body: '<soapenv:Fault><faultstring>Policy Falsified</faultstring><detail><l7:policyResult status="Access Denied" xmlns:l7="http://www.layer7tech.com/ws/policy/fault"/></detail></soapenv:Fault>',
        cause: 'auth-gateway',
        rule: 'Access Denied',
        verdict: 'denied',
      },
    ],
  },
  {
    product: 'axway-api-gateway',
    name: 'Axway API Gateway',
    all: [{ header: 'x-correlationid', match: /^Id-[0-9a-f]{20,32} \d/ }],
    statuses: REFUSALS,
    means: 'A policy of the Axway gateway refused',
    causes: { 'auth-gateway': 0.5, 'insufficient-permissions': 0.45 },
    cases: [{ when: { header: 'www-authenticate' }, causes: SAYS.token }],
    references: [
      {
        name: 'axway correlation id',
        lookUp: 'Axway API Gateway Manager, Traffic, field Correlation ID',
        read: { header: 'x-correlationid', match: /^(Id-[0-9a-f]{20,32})/ },
      },
    ],
    source: 'https://docs.axway.com/',
    examples: [
      {
        status: 403,
        headers: { 'x-correlationid': 'Id-0123456789abcdef01234567 0', server: 'Gateway' },
        body: 'Forbidden',
        cause: 'auth-gateway',
      },
    ],
  },
])
