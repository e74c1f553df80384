import { SAYS } from '../../signature-forms/plain-causes.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

/** Clouds besides AWS, Google and Azure. */
export const otherClouds = productFamily({ layer: 'cloud-api', confidence: 0.94 }, [
  {
    product: 'alibaba-cloud',
    name: 'Alibaba Cloud',
    confidence: 0.96,
    any: [
      {
        json: 'code',
        match:
          /^(?:Forbidden\.RAM|Forbidden\.SubUser|NoPermission|Forbidden\.\w{2,40}|InvalidAccessKeyId\.\w{3,30}|SignatureDoesNotMatch|InvalidSecurityToken\.\w{3,40})$/,
      },
      { json: 'accessdenieddetail.authaction' },
    ],
    all: [{ json: 'requestid' }, { json: 'message' }],
    statuses: [400, 401, 403, 404],
    verdict: 'denied',
    causes: SAYS.role,
    cases: [
      { when: { json: 'code', has: 'accesskey' }, causes: SAYS.token },
      { when: { json: 'code', has: 'signature' }, causes: SAYS.token },
      { when: { json: 'code', has: 'token' }, causes: SAYS.token },
      { when: { json: 'code', match: /Risk|Arrear|NotEnabled|NotOpen|Balance/ }, causes: SAYS.plan },
    ],
    rule: [{ json: 'accessdenieddetail.authaction' }],
    source: 'https://www.alibabacloud.com/help/en/ram/support/troubleshoot-access-denied-errors',
    examples: [
      {
        status: 403,
        body: '{"RequestId":"1","HostId":"ecs.aliyuncs.com","Code":"Forbidden.RAM","Message":"no","AccessDeniedDetail":{"AuthAction":"ecs:StartInstance"}}',
        cause: 'insufficient-permissions',
        rule: 'ecs:StartInstance',
      },
    ],
  },
  {
    product: 'tencent-cloud',
    name: 'Tencent Cloud',
    confidence: 0.96,
    statuses: [200, 401, 403],
    all: [
      {
        json: 'response.error.code',
        match: /^(?:AuthFailure|UnauthorizedOperation|RequestLimitExceeded|OperationDenied|UnsupportedRegion)/,
      },
    ],
    verdict: 'disguised',
    causes: SAYS.permission,
    cases: [
      { when: { json: 'response.error.code', has: 'requestlimit' }, causes: SAYS.limit },
      {
        when: {
          json: 'response.error.code',
          match: /AuthFailure\.(?:Signature|Token|SecretId|InvalidSecretId|InvalidAuthorization|MFAFailure)/,
        },
        causes: SAYS.token,
      },
      { when: { json: 'response.error.code', has: 'region' }, causes: SAYS.address },
    ],
    rule: [{ json: 'response.error.message', match: /perform operation ?\(([\w:]{3,80})\)/ }],
    source: 'https://www.tencentcloud.com/document/api/213/30435',
    examples: [
      {
        status: 200,
        body: '{"Response":{"Error":{"Code":"AuthFailure.UnauthorizedOperation","Message":"you are not authorized to perform operation (cvm:StartInstances)"},"RequestId":"1"}}',
        cause: 'insufficient-permissions',
        rule: 'cvm:StartInstances',
        verdict: 'disguised',
      },
    ],
  },
  {
    product: 'huawei-cloud',
    name: 'Huawei Cloud',
    confidence: 0.93,
    any: [
      { json: 'error_code', match: /^APIGW\.\d{4}$/ },
      { host: 'myhuaweicloud.com', match: /^(?:iam|ecs|vpc|cce|rds|evs|ims|dns|elb|functiongraph)\./ },
    ],
    causes: { 'insufficient-permissions': 0.6, 'invalid-token': 0.3 },
    cases: [
      { when: { json: 'error_code', match: /^APIGW\.030[1-7]$/ }, causes: SAYS.token },
      { when: { json: 'error_code', is: 'apigw.0308' }, causes: SAYS.limit, verdict: 'rate-limited' },
      { when: { json: 'error_msg', match: /policy doesn't allow/i }, causes: SAYS.role },
    ],
    rule: [{ body: /Policy doesn't allow ([\w:-]{3,80}) to be performed/i }, { json: 'error_code' }],
    source: 'https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-errorcode.html',
    examples: [
      {
        status: 403,
        url: 'https://ecs.eu-west-101.myhuaweicloud.com/v1/p/cloudservers',
        body: '{"error_msg":"Policy doesn\'t allow ecs:cloudServers:list to be performed.","error_code":"Ecs.0000"}',
        cause: 'insufficient-permissions',
        rule: 'ecs:cloudServers:list',
      },
    ],
  },
  {
    product: 'oracle-oci',
    name: 'Oracle Cloud Infrastructure',
    statuses: [400, 401, 403, 404, 429],
    any: [
      {
        json: 'code',
        match:
          /^(?:NotAuthorizedOrNotFound|NotAuthorized|NotAuthenticated|NotAuthorizedOrResourceAlreadyExists|SignUpRequired|TenantOperationNotAllowed)$/,
      },
    ],
    all: [{ json: 'message' }],
    verdict: 'denied',
    causes: { 'insufficient-permissions': 0.85, tenancy: 0.3 },
    cases: [
      { when: { json: 'code', is: 'notauthenticated' }, causes: SAYS.token },
      { when: { json: 'code', is: 'signuprequired' }, causes: SAYS.plan },
      {
        when: { json: 'code', is: 'notauthorizedornotfound' },
        causes: { 'insufficient-permissions': 0.85, tenancy: 0.3 },
        verdict: 'disguised',
        means: 'Not there, or no policy of the tenancy lets this group see it',
      },
    ],
    source: 'https://docs.oracle.com/en-us/iaas/Content/API/References/apierrors.htm',
    examples: [
      { status: 404, body: '{"code":"NotAuthorizedOrNotFound","message":"no"}', cause: 'insufficient-permissions', verdict: 'disguised' },
      { status: 401, body: '{"code":"NotAuthenticated","message":"no"}', cause: 'invalid-token' },
    ],
  },
  {
    product: 'ibm-cloud',
    name: 'IBM Cloud',
    any: [{ host: 'cloud.ibm.com' }, { json: 'errorcode', match: /^BX\w{3}\d{4}E$/ }, { json: 'errors[].code', match: /^BX\w{3}\d{4}E$/ }],
    statuses: [400, 401, 403],
    verdict: 'denied',
    causes: { 'insufficient-permissions': 0.6, 'invalid-token': 0.3 },
    cases: [
      { when: { json: 'errorcode', match: /^BXNIM0(?:415|437|410|137|444)E$/ }, causes: SAYS.token },
      { when: { body: 'api key' }, causes: SAYS.token },
      { when: { body: 'ip address' }, causes: SAYS.address },
    ],
    rule: [{ json: 'errorcode' }, { json: 'errors[].code' }],
    source: 'https://cloud.ibm.com/apidocs/iam-identity-token-api#error-handling',
    examples: [
      {
        status: 400,
        body: '{"errorCode":"BXNIM0415E","errorMessage":"Provided API key could not be found."}',
        cause: 'invalid-token',
        rule: 'BXNIM0415E',
      },
    ],
  },
  {
    product: 'digitalocean',
    id: 'digitalocean/words',
    name: 'The DigitalOcean API',
    confidence: 0.8,
    all: [{ json: 'id', match: /^(?:forbidden|unauthorized)$/i }, { json: 'message' }],
    any: [
      { body: 'you do not have access for the attempted action' },
      { body: 'you are missing the required permission' },
      { body: 'unable to authenticate you' },
      { json: 'request_id' },
    ],
    none: [{ host: 'heroku.com' }, { host: 'api.digitalocean.com' }],
    causes: { 'insufficient-permissions': 0.6, 'api-scope': 0.55 },
    cases: [
      { when: { body: 'required permission' }, causes: { 'api-scope': 0.88, 'insufficient-permissions': 0.5 } },
      { when: { body: 'unable to authenticate' }, causes: SAYS.token },
    ],
    rule: [{ json: 'message', match: /required permission ([\w:]{3,60})/ }],
    source: 'https://docs.digitalocean.com/reference/api/scopes/',
    examples: [
      {
        status: 403,
        body: '{"id":"forbidden","message":"You are missing the required permission droplet:create"}',
        cause: 'api-scope',
        rule: 'droplet:create',
      },
    ],
  },
  {
    product: 'hetzner-cloud',
    name: 'Hetzner Cloud',
    any: [{ host: 'api.hetzner.cloud' }, { json: 'error.code', is: 'token_readonly' }],
    all: [{ json: 'error.code' }],
    causes: { 'insufficient-permissions': 0.6 },
    cases: [
      { when: { json: 'error.code', is: 'token_readonly' }, causes: SAYS.scope, means: 'The token may only read' },
      { when: { json: 'error.code', is: 'unauthorized' }, causes: SAYS.token },
      { when: { json: 'error.code', is: 'resource_limit_exceeded' }, causes: SAYS.resource },
      { when: { json: 'error.code', is: 'rate_limit_exceeded' }, causes: SAYS.limit },
      { when: { json: 'error.code', is: 'protected' }, causes: SAYS.resource },
    ],
    rule: [{ json: 'error.code', match: /^(token_readonly|protected)$/ }],
    source: 'https://docs.hetzner.cloud/reference/cloud#errors',
    examples: [{ status: 403, body: '{"error":{"code":"token_readonly","message":"no"}}', cause: 'api-scope', rule: 'token_readonly' }],
  },
  {
    product: 'linode',
    name: 'Linode (Akamai Cloud)',
    any: [{ host: 'api.linode.com' }, { json: 'errors[].reason', match: /OAuth token|^Invalid Token$/i }],
    all: [{ json: 'errors[].reason' }],
    causes: { 'insufficient-permissions': 0.6 },
    cases: [
      { when: { json: 'errors[].reason', has: 'not authorized to use this endpoint' }, causes: SAYS.scope },
      { when: { json: 'errors[].reason', match: /invalid (?:oauth )?token/i }, causes: SAYS.token },
    ],
    source: 'https://techdocs.akamai.com/linode-api/reference/errors',
    examples: [
      { status: 403, body: '{"errors":[{"reason":"Your OAuth token is not authorized to use this endpoint."}]}', cause: 'api-scope' },
    ],
  },
  {
    product: 'vultr',
    name: 'Vultr',
    any: [{ host: 'api.vultr.com' }, { json: 'error', has: 'unauthorized ip address' }],
    causes: { 'insufficient-permissions': 0.5 },
    cases: [
      { when: { json: 'error', has: 'ip address' }, causes: SAYS.address },
      { when: { json: 'error', match: /api (?:key|token)/i }, causes: SAYS.token },
    ],
    source: 'https://www.vultr.com/api/',
    examples: [{ status: 401, body: '{"error":"Unauthorized IP address: 192.0.2.1","status":401}', cause: 'ip-or-geo-restriction' }],
  },
  {
    product: 'scaleway',
    name: 'Scaleway',
    any: [{ host: 'api.scaleway.com' }, { json: 'type', is: 'permissions_denied' }, { json: 'type', is: 'denied_authentication' }],
    all: [{ json: 'type' }],
    causes: SAYS.permission,
    cases: [
      { when: { json: 'type', is: 'denied_authentication' }, causes: SAYS.token },
      { when: { json: 'type', is: 'quotas_exceeded' }, causes: SAYS.resource },
    ],
    rule: [
      { body: /"resource": ?"(\w{2,60})", ?"action": ?"(\w{2,40})"/, as: '$1 $2' },
      { body: /"action": ?"(\w{2,40})", ?"resource": ?"(\w{2,60})"/, as: '$2 $1' },
    ],
    source: 'https://www.scaleway.com/en/docs/iam/api-cli/api-errors/',
    examples: [
      {
        status: 403,
        body: '{"type":"permissions_denied","message":"insufficient permissions","details":[{"resource":"instance","action":"read"}]}',
        cause: 'insufficient-permissions',
        rule: 'instance read',
      },
    ],
  },
  {
    product: 'ovh',
    name: 'The OVHcloud API',
    any: [
      { json: 'class', match: /^Client::(?:Forbidden|Unauthorized)/ },
      { json: 'errorcode', is: 'not_granted_call' },
    ],
    causes: SAYS.scope,
    cases: [
      { when: { json: 'errorcode', has: 'credential' }, causes: SAYS.token },
      { when: { json: 'message', has: 'credential' }, causes: SAYS.token },
      { when: { json: 'errorcode', is: 'not_granted_call' }, causes: SAYS.scope, means: 'The consumer key was not granted this call' },
    ],
    rule: [{ json: 'errorcode' }],
    source: 'https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api',
    examples: [
      {
        status: 403,
        body: '{"class":"Client::Forbidden","message":"This call has not been granted","errorCode":"NOT_GRANTED_CALL"}',
        cause: 'api-scope',
        rule: 'NOT_GRANTED_CALL',
      },
    ],
  },
  {
    product: 'yandex-cloud',
    name: 'Yandex Cloud',
    any: [{ json: 'grpccode' }, { host: 'api.cloud.yandex.net' }],
    all: [{ json: 'message' }],
    causes: SAYS.permission,
    cases: [{ when: { json: 'grpccode', is: '16' }, causes: SAYS.token }],
    source: 'https://yandex.cloud/en/docs/api-design-guide/concepts/errors',
    examples: [
      {
        status: 403,
        body: '{"grpcCode":7,"httpCode":403,"message":"Permission denied","httpStatus":"Forbidden"}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    product: 'openstack',
    name: 'An API of OpenStack',
    any: [
      { json: 'forbidden.message' },
      { json: 'neutronerror.type', match: /NotAuthorized|Forbidden|OverQuota/ },
      { json: 'error.message', has: 'you are not authorized to perform the requested action: identity:' },
      { header: 'x-openstack-request-id' },
      { header: 'x-compute-request-id' },
      { header: 'x-openstack-nova-api-version' },
    ],
    causes: { 'insufficient-permissions': 0.7, 'role-misassignment': 0.3 },
    cases: [
      { when: { body: 'quota' }, causes: { 'resource-rule': 0.85, 'rate-limit': 0.3 }, means: "The project's quota is used up" },
      { when: { body: "policy doesn't allow" }, causes: SAYS.role },
      { when: { body: 'disallowed by policy' }, causes: SAYS.role },
      { when: { body: 'requested action' }, causes: SAYS.role },
    ],
    rule: [
      { body: /Policy doesn't allow ([\w:-]{3,100}) to be performed/i },
      { body: /requested action: ([\w:-]{3,100})/i },
      { body: /\(rule:([\w:]{3,80})/i },
      { body: /quota exceeded for (?:resources: \[')?([\w, ]{2,60})/i },
    ],
    source: 'https://docs.openstack.org/security-guide/identity/policies.html',
    examples: [
      {
        status: 403,
        body: '{"forbidden":{"message":"Policy doesn\'t allow os_compute_api:servers:create to be performed.","code":403}}',
        cause: 'insufficient-permissions',
        rule: 'os_compute_api:servers:create',
      },
    ],
  },
])
