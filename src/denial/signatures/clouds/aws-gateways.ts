import type { Signature } from '../../signature.ts'

/** AWS API Gateway, Lambda function URLs, IoT. */
export const awsGateways: readonly Signature[] = [
  {
    id: 'aws/iot',
    product: 'aws-iot',
    layer: 'api-gateway',
    confidence: 0.94,
    any: [{ host: 'iot.amazonaws.com' }, { body: 'certificate is invalid on this endpoint' }],
    all: [{ json: 'message' }],
    means: 'AWS IoT refused this device',
    causes: { 'insufficient-permissions': 0.5, 'client-certificate': 0.5 },
    cases: [
      {
        when: { json: 'message', has: 'certificate' },
        causes: { 'client-certificate': 0.95 },
        means: "The device's certificate is missing, inactive or of another endpoint",
      },
    ],
    rule: [{ header: 'x-amzn-errortype', match: /^(\w+)/ }],
    source: 'https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html',
    examples: [
      {
        status: 403,
        headers: { 'x-amzn-errortype': 'AccessDeniedException' },
        body: '{"message":"Certificate is invalid on this endpoint","traceId":"7"}',
        cause: 'client-certificate',
      },
    ],
  },
  {
    id: 'aws/api-gateway',
    product: 'aws-api-gateway',
    layer: 'api-gateway',
    confidence: 0.93,
    any: [
      { body: 'missing authentication token', match: /^\{ ?"message": ?"Missing Authentication Token" ?\} ?$/ },
      { json: 'message', has: 'is not authorized to access this resource with an explicit deny' },
      {
        body: 'user is not authorized to access this resource',
        match: /^\{ ?"Message": ?"User is not authorized to access this resource" ?\} ?$/,
      },
      { json: 'message', has: 'invalid key=value pair (missing equal-sign) in authorization header' },
      { json: 'message', has: 'not a valid key=value pair (missing equal-sign) in authorization header' },
      { json: 'message', match: /^Limit Exceeded$/ },
      { json: 'message', has: 'on resource: arn:aws:execute-api' },
      { json: 'message', has: 'to perform: execute-api:invoke' },
      {
        header: 'x-amzn-errortype',
        match:
          /^(?:MissingAuthenticationToken|Forbidden|AccessDenied|Unauthorized|InvalidSignature|ExpiredToken|IncompleteSignature|LimitExceeded|AuthorizerConfiguration)Exception/i,
      },
    ],
    none: [
      { host: 'iot.amazonaws.com' },
      { host: 'on.aws' },
      { body: 'authorized to perform', match: /authorized to perform:? ?(?:[a-df-z*]|e[a-wyz])[\w*-]*:/i },
      { body: 'is not enabled' },
      { body: '<hostid>' },
    ],
    means: 'API Gateway refused before the integration was called',
    causes: { 'insufficient-permissions': 0.4, 'invalid-token': 0.4, 'waf-rule': 0.2 },
    cases: [
      {
        when: { json: 'message', is: 'missing authentication token' },
        causes: { 'method-or-path': 0.85, 'invalid-token': 0.3 },
        means: 'API Gateway says so for any method or path that the deployed stage does not have',
      },
      {
        when: { json: 'message', has: 'explicit deny' },
        causes: { 'auth-gateway': 0.8, 'insufficient-permissions': 0.5, 'acl-misconfigured': 0.3 },
        means: 'A policy or the authorizer denies this caller explicitly',
      },
      {
        when: { json: 'message', has: 'user: anonymous is not authorized' },
        causes: { 'resource-rule': 0.7, 'ip-or-geo-restriction': 0.5, 'invalid-token': 0.4 },
        means: "The API's resource policy does not allow an unsigned caller from here",
      },
      { when: { json: 'message', has: 'execute-api' }, causes: { 'insufficient-permissions': 0.85, 'ip-or-geo-restriction': 0.2 } },
      {
        when: { json: 'message', has: 'key=value' },
        causes: { 'invalid-token': 0.8, 'method-or-path': 0.6 },
        means: 'The gateway read the Authorization header as an AWS signature: wrong auth type or path',
      },
      {
        when: { json: 'message', has: 'limit exceeded' },
        causes: { 'rate-limit': 0.95 },
        verdict: 'rate-limited',
        means: "The usage plan's quota or throttle",
      },
      { when: { json: 'message', has: 'signature' }, causes: { 'invalid-token': 0.9 } },
      { when: { json: 'message', has: 'security token' }, causes: { 'invalid-token': 0.95 } },
      {
        when: { json: 'message', is: 'unauthorized' },
        causes: { 'invalid-token': 0.85 },
        means: 'The authorizer did not accept the token',
      },
      {
        when: { json: 'message', is: 'user is not authorized to access this resource' },
        causes: { 'insufficient-permissions': 0.7, 'auth-gateway': 0.4 },
        means: 'The Lambda authorizer answered with a deny',
      },
      {
        when: { json: 'message', is: 'forbidden' },
        causes: { 'invalid-token': 0.55, 'waf-rule': 0.4, 'ip-or-geo-restriction': 0.3 },
        means: 'API Gateway: API key missing or wrong, a resource policy, a custom domain without mapping, or a web ACL',
      },
    ],
    rule: [
      { json: 'message', match: /to perform: (\S+) on resource: (\S+)/i, as: '$1 on $2' },
      { header: 'x-amzn-errortype', match: /^(\w+)/ },
      { json: 'message', match: /with an (explicit deny[^"]{0,60})/i },
    ],
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html',
    examples: [
      {
        status: 403,
        headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
        body: '{"message":"Missing Authentication Token"}',
        cause: 'method-or-path',
      },
      {
        status: 403,
        body: '{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********0000:abc/prod/GET/orders"}',
        cause: 'resource-rule',
        rule: 'execute-api:Invoke on arn:aws:execute-api:eu-west-1:********0000:abc/prod/GET/orders',
      },
      {
        status: 403,
        headers: { 'x-amzn-errortype': 'ForbiddenException', 'x-amz-apigw-id': 'abc=' },
        body: '{"message":"Forbidden"}',
        cause: 'invalid-token',
      },
    ],
  },
  {
    id: 'aws/lambda-url',
    product: 'aws-lambda-url',
    layer: 'api-gateway',
    confidence: 0.92,
    statuses: [403],
    all: [{ host: 'on.aws' }],
    any: [
      { json: 'message', is: 'forbidden' },
      { json: 'message', has: 'forbidden. for troubleshooting function url' },
      { header: 'x-amzn-errortype' },
    ],
    rule: [{ header: 'x-amzn-errortype', match: /^(\w+)/ }],
    means: 'The Lambda function URL refused: its auth type is AWS_IAM or its resource policy grants no public access',
    causes: { 'insufficient-permissions': 0.6, 'acl-misconfigured': 0.5, 'invalid-token': 0.3 },
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    examples: [
      {
        status: 403,
        url: 'https://abc123.lambda-url.eu-west-1.on.aws/',
        body: '{"Message":"Forbidden"}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'aws/http-api',
    product: 'aws-api-gateway',
    layer: 'api-gateway',
    confidence: 0.72,
    statuses: [401, 403],
    any: [{ header: 'apigw-requestid' }, { header: 'x-amz-apigw-id' }, { host: 'amazonaws.com', match: /\.execute-api\./ }],
    all: [{ json: 'message', match: /^(?:forbidden|unauthorized)$/i }],
    none: [{ header: 'x-powered-by' }, { json: 'error' }, { json: 'statuscode' }],
    means: 'An HTTP API of API Gateway refused in the words that it has for this: its authorizer, or a domain name without mapping',
    causes: { 'insufficient-permissions': 0.4, 'auth-gateway': 0.4, 'invalid-token': 0.35 },
    cases: [
      { when: { header: 'www-authenticate', has: 'insufficient_scope' }, causes: { 'api-scope': 0.94 } },
      { when: { header: 'www-authenticate' }, causes: { 'invalid-token': 0.92 }, means: 'The JWT authorizer did not accept the token' },
      {
        when: { json: 'message', is: 'unauthorized' },
        causes: { 'invalid-token': 0.85 },
        means: 'The authorizer did not accept the token, or saw none',
      },
    ],
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting.html',
    examples: [
      { status: 403, headers: { 'apigw-requestid': 'Abc=' }, body: '{"message":"Forbidden"}' },
      {
        status: 401,
        headers: { 'apigw-requestid': 'Abc=', 'www-authenticate': 'Bearer scope="" error="invalid_token"' },
        body: '{"message":"Unauthorized"}',
        cause: 'invalid-token',
      },
      { status: 403, url: 'https://a1b2.execute-api.eu-west-1.amazonaws.com/prod', body: '{"message":"Forbidden"}' },
    ],
  },
]
